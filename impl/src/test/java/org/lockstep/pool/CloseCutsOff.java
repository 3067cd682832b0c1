package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: close takes streams from their lessees. */
public final class CloseCutsOff extends LeasePool {
  public CloseCutsOff(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  void shut(int slot) {
    if (Seam.on()) {
      Seam.at(Point.SHUT);
    }
    long word;
    do {
      word = words.get(slot);
    } while (!words.change(slot, word, SlotWords.home(SlotWords.shut(word))));
  }
}
