package org.lockstep.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.lockstep.pool.LeaseSession.Status;
import org.lockstep.seam.Seam;

/** Fault: whoever is woken for nothing waits once more for its whole time. */
public final class DeadlineRestarts extends LeasePool {
  public DeadlineRestarts(LeasePoolBuilder settings) {
    super(settings);
  }

  private final Map<LeaseSession, Long> limits = new ConcurrentHashMap<>();

  @Override
  void lockWaiters() {
    LeaseSession me = session();
    if (me.timed && me.status == Status.NONE) {
      limits.put(me, me.left()); // its clock has just been started
    }
    super.lockWaiters();
  }

  @Override
  void park(LeaseSession me) {
    if (Seam.on()) {
      Seam.await(Point.PARK, () -> me.woken || me.mustGiveUp());
    }
    if (!me.woken && !me.surroundings.isInterrupted(me.thread)) {
      LockSupport.parkNanos(this, me.timed ? me.left() : Long.MAX_VALUE);
    }
    if (me.woken && me.timed && me.status == Status.WAITING) {
      me.startClock(limits.getOrDefault(me, 0L));
    }
    me.woken = false;
  }
}
