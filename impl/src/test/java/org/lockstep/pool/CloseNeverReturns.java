package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: whoever gives a stream back does not look whether close has been at it. */
public final class CloseNeverReturns extends LeasePool {
  public CloseNeverReturns(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  Freed free(Lease lease) {
    if (Seam.on()) {
      Seam.at(Point.FREE);
    }
    while (true) {
      long word = words.get(lease.index());
      if (!SlotWords.isHeldBy(lease.generation(), word)) {
        throw new StaleLeaseException("close", lease);
      }
      boolean drains = SlotWords.pending(word) > 0;
      int state = drains ? SlotWords.DRAINING : SlotWords.FREE;
      if (words.change(lease.index(), word, SlotWords.with(word, state))) {
        return drains ? Freed.DRAINING : Freed.HOME;
      }
    }
  }
}
