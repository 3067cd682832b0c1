package org.lockstep.lock;

import org.lockstep.seam.Seam;

/** Fault: the owner's second request queues behind itself. */
public final class NonReentrant extends RankedLock {
  public NonReentrant(LockRank rank, String name, RankCheck check) {
    super(rank, name, check);
  }

  @Override
  long request() {
    if (Seam.on()) {
      Seam.at(Point.REQUEST);
    }
    return next.getAndIncrement();
  }
}
