package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: a release asks whether the stream is held, not by whom. */
public final class StaleReleaseFreesOther extends LeasePool {
  public StaleReleaseFreesOther(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  Freed free(Lease lease) {
    if (Seam.on()) {
      Seam.at(Point.FREE);
    }
    while (true) {
      long word = words.get(lease.index());
      if (SlotWords.state(word) != SlotWords.HELD) {
        throw new StaleLeaseException("close", lease);
      }
      if (words.change(lease.index(), word, SlotWords.home(word))) {
        return broughtHome(word);
      }
    }
  }
}
