package org.lockstep.pool;

import org.lockstep.pool.LeaseSession.Status;
import org.lockstep.seam.Seam;

/** Fault: whoever gives up does not look what it has been told meanwhile. */
public final class WakeupLostOnCancel extends LeasePool {
  public WakeupLostOnCancel(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  Status withdraw(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.WITHDRAW);
    }
    if (me.status == Status.WAITING) {
      leave(me);
    } else {
      me.granted = null;
      me.last = LeaseSession.NONE;
      giveUp(me);
    }
    me.status = Status.NONE;
    return Status.WAITING;
  }
}
