package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: a stream is taken down by a look and a later write, not by one exchange. */
public final class TakenDownTwice extends LeasePool {
  public TakenDownTwice(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean takeDown(int slot) {
    if (Seam.on()) {
      Seam.at(Point.TAKE_DOWN);
    }
    return SlotWords.state(words.get(slot)) == SlotWords.RETIRED;
  }

  @Override
  void destroy(int slot) {
    super.destroy(slot);
    long word = words.get(slot);
    words.change(slot, word, SlotWords.with(word, SlotWords.GONE));
  }
}
