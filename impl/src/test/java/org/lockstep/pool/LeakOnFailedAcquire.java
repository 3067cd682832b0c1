package org.lockstep.pool;

import org.lockstep.pool.LeaseSession.Result;
import org.lockstep.pool.LeaseSession.Status;
import org.lockstep.seam.Seam;

/** Fault: whoever gives up leaves the queue, but is still counted. */
public final class LeakOnFailedAcquire extends LeasePool {
  public LeakOnFailedAcquire(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  Status withdraw(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.WITHDRAW);
    }
    Status told = me.status;
    if (told == Status.WAITING) {
      queue.remove(me);
      giveUp(me);
    } else if (told == Status.CLOSED) {
      me.result = Result.CLOSED;
    }
    me.status = Status.NONE;
    return told;
  }
}
