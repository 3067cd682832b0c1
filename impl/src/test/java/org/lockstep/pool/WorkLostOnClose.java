package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: close does not wait for the device. */
public final class WorkLostOnClose extends StreamPool {
  public WorkLostOnClose(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  void awaitIdle(int s) {
    if (Seam.on()) {
      Seam.at(Point.AWAIT_IDLE);
    }
  }
}
