package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: the first work that completes brings the stream home, not the last. */
public final class FirstWorkBringsHome extends LeasePool {
  public FirstWorkBringsHome(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  Freed settle(int slot) {
    if (Seam.on()) {
      Seam.at(Point.SETTLE);
    }
    while (true) {
      long word = words.get(slot);
      boolean drains = SlotWords.state(word) == SlotWords.DRAINING;
      long settled = SlotWords.onePendingLess(word);
      if (words.change(slot, word, drains ? SlotWords.home(settled) : settled)) {
        return drains ? broughtHome(word) : Freed.DRAINING;
      }
    }
  }
}
