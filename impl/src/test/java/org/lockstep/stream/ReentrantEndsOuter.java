package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.seam.Seam;

/**
 * Fault, the first of the chain: a call of a job runs inline and at once. synchronize() ends the
 * encoder, commits, and the job records on.
 */
public final class ReentrantEndsOuter extends ReentrantStream {
  public ReentrantEndsOuter(Device device) {
    super(device);
  }

  @Override
  public void synchronize() {
    CommandSession me = session();
    call(
        () -> {
          me.synchronizes = true;
          isInJob(me);
          submit(me);
        });
  }

  /** What is ended is ended for the job around as well, which keeps it in hand. */
  @Override
  void close(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.CLOSE);
    }
    if (encoder != null) {
      encoder.end();
      encoder = null;
    }
  }
}
