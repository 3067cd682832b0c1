package org.lockstep.pool;

import java.util.concurrent.locks.LockSupport;
import org.lockstep.seam.Seam;

/** Fault: sleeps until it is woken, whatever the clock says. */
public final class TimeoutNeverComes extends LeasePool {
  public TimeoutNeverComes(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  void park(LeaseSession me) {
    if (Seam.on()) {
      Seam.await(Point.PARK, () -> me.woken || me.surroundings.isInterrupted(me.thread));
    }
    if (!me.woken && !me.surroundings.isInterrupted(me.thread)) {
      LockSupport.park(this);
    }
    me.woken = false;
  }
}
