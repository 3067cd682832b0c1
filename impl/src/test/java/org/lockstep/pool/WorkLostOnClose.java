package org.lockstep.pool;

import org.lockstep.pool.StreamPool.Point;
import org.lockstep.seam.Seam;

/** Fault: close waits for its callers, but not for what they have left with the device. */
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
