package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.seam.Seam;

/**
 * Fault, the last of the chain, the fix of {@link CommitSilentlySkipped}: a synchronize() inside of
 * a job is made up for when the job ends, a signal is not.
 */
public final class SignalSilentlyDropped extends ReentrantStream {
  public SignalSilentlyDropped(Device device) {
    super(device);
  }

  @Override
  public void signal(Runnable signal) {
    CommandSession me = session();
    call(
        () -> {
          if (!isInJob(me)) {
            close(me);
          }
          take(me, false);
          mark(me, signal);
        });
  }

  @Override
  void mark(CommandSession me, Runnable signal) {
    if (encoder == null) {
      super.mark(me, signal);
      return;
    }
    if (Seam.on()) {
      Seam.at(Point.MARK);
    }
    me.hand = null;
  }
}
