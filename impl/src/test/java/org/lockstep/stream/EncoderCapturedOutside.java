package org.lockstep.stream;

import java.util.function.Consumer;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: a kernel fetches its encoder before it enters the queue, and records inside. */
public final class EncoderCapturedOutside extends CommandStream {
  public EncoderCapturedOutside(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  public void encode(Consumer<? super Recorder> work) {
    CommandSession me = session();
    if (me.onQueue) {
      super.encode(work);
      return;
    }
    open(me);
    call(() -> work.accept(recorder()));
  }
}
