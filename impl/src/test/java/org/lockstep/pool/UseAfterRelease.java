package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: a submit does not ask whose the stream is by now. */
public final class UseAfterRelease extends LeasePool {
  public UseAfterRelease(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  void pend(Lease lease) {
    if (Seam.on()) {
      Seam.at(Point.PEND);
    }
    long word;
    do {
      word = words.get(lease.index());
    } while (!words.change(lease.index(), word, SlotWords.onePendingMore(word)));
  }
}
