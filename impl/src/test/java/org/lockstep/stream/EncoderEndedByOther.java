package org.lockstep.stream;

import java.util.function.Consumer;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;
import org.lockstep.seam.Seam;

/**
 * Fault: a kernel fetches its encoder on the queue, leaves, and records then: others end the
 * encoder that it still has in hand.
 */
public final class EncoderEndedByOther extends CommandStream {
  public EncoderEndedByOther(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  public void encode(Consumer<? super Recorder> work) {
    CommandSession me = session();
    if (me.onQueue) {
      super.encode(work);
      return;
    }
    call(() -> open(me));
    work.accept(recorder());
  }

  /** A recorder is of use off the queue as well. */
  @Override
  boolean isInJob(CommandSession me, long job) {
    return me.grip != null;
  }

  @Override
  void leave(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
    me.hand = null;
    me.onQueue = false;
    owner.unlock();
  }
}
