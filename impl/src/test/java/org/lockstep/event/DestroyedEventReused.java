package org.lockstep.event;

/** Fault: given back, it comes home at once, whatever is pending. */
public final class DestroyedEventReused extends EventPool {
  public DestroyedEventReused(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean give(Event event) {
    if (super.give(event)) {
      return true;
    }
    event.cell.word.updateAndGet(word -> EventWord.with(word, EventWord.FREE));
    return true;
  }
}
