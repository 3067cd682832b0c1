package org.lockstep.event;

/** Fault: a callback is told of whoever has the event by then. */
public final class CallbackAfterFree extends EventPool {
  public CallbackAfterFree(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  Completion completion(Waiter asked) {
    int generation = EventWord.generation(asked.event().cell.word.get());
    return new Completion(asked.event().index(), generation, asked.value());
  }
}
