package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: who comes to the queue does not look whether close has been there. */
public final class CloseForgetsLatecomer extends LeasePool {
  public CloseForgetsLatecomer(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean enlist(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.ENLIST);
    }
    join(me);
    return true;
  }
}
