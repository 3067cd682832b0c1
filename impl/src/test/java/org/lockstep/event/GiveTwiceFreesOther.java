package org.lockstep.event;

import org.lockstep.seam.Seam;

/** Fault: who gives back looks whether the event is held, and not by whom. */
public final class GiveTwiceFreesOther extends EventPool {
  public GiveTwiceFreesOther(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean give(Event event) {
    if (Seam.on()) {
      Seam.at(Point.GIVE);
    }
    while (true) {
      long word = event.cell.word.get();
      if (EventWord.state(word) != EventWord.HELD) {
        throw new StaleEventException("close", event);
      }
      boolean home = EventWord.pending(word) == 0;
      long given = EventWord.with(word, home ? EventWord.FREE : EventWord.DRAINING);
      if (event.cell.word.compareAndSet(word, given)) {
        return home;
      }
    }
  }
}
