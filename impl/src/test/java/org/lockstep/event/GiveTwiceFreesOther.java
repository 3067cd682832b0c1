package org.lockstep.event;

/** Fault: giving back does not ask whose the event is by now. */
public final class GiveTwiceFreesOther extends EventPool {
  public GiveTwiceFreesOther(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean give(Event event) {
    int now = EventWord.generation(event.cell.word.get());
    return super.give(new Event(this, event.cell, now, event.stream));
  }
}
