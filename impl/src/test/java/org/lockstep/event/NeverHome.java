package org.lockstep.event;

import org.lockstep.seam.Seam;

/** Fault: what is pending is looked at in one step, and the event given back in the next. */
public final class NeverHome extends EventPool {
  public NeverHome(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean give(Event event) {
    Seam.at(Point.GIVE);
    long seen = event.cell.word.get();
    if (!event.isHeld(seen)) {
      throw new StaleEventException("close", event);
    }
    boolean home = EventWord.pending(seen) == 0;
    if (!home) {
      Seam.at(Point.GIVE);
    }
    int state = home ? EventWord.FREE : EventWord.DRAINING;
    event.cell.word.updateAndGet(word -> EventWord.with(word, state));
    return home;
  }
}
