package org.lockstep.event;

import java.util.function.Consumer;
import org.lockstep.seam.Surroundings;

/** How an {@link EventPool} is to be. */
public final class EventPoolBuilder {
  int limit = 4096;
  int start;
  Consumer<? super Throwable> uncaught = EventPoolBuilder::log;
  Surroundings surroundings = Surroundings.REAL;

  EventPoolBuilder() {}

  /** How many events may be in use at a time: more are most likely not given back. */
  public EventPoolBuilder limit(int events) {
    if (events < 1) {
      throw new IllegalArgumentException("the limit of an event pool is at least 1, not " + events);
    }
    limit = events;
    return this;
  }

  /** Who is told of an exception of a callback; without this, the log is. */
  public EventPoolBuilder onUncaught(Consumer<? super Throwable> handler) {
    uncaught = handler;
    return this;
  }

  private static void log(Throwable thrown) {
    System.getLogger("org.lockstep")
        .log(System.Logger.Level.WARNING, "a callback of an event has thrown", thrown);
  }

  /** Where counters begin: tests cross the point where they go around. */
  EventPoolBuilder start(int value) {
    start = value;
    return this;
  }

  EventPoolBuilder surroundings(Surroundings own) {
    surroundings = own;
    return this;
  }

  public EventPool build() {
    return new EventPool(this);
  }
}
