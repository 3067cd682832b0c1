package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: a release does not look whether work is pending. */
public final class ReleaseBeforeDrain extends LeasePool {
  public ReleaseBeforeDrain(LeasePoolBuilder settings) {
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
      if (words.change(lease.index(), word, SlotWords.home(word))) {
        return broughtHome(word);
      }
    }
  }
}
