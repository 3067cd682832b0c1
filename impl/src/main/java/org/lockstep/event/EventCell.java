package org.lockstep.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What is kept of an event for as long as its pool lives. */
final class EventCell {
  /** How far the device has come with it, and when: one object, so that they fit. */
  record Count(int value, long nanos) {}

  final int index;
  final AtomicLong word;
  private final AtomicReference<Count> counter;

  /** The lock of the list. */
  final LeafLock desk = new LeafLock();

  final List<Waiter> list = new ArrayList<>(2);

  EventCell(int index, int start) {
    this.index = index;
    this.word = new AtomicLong(EventWord.fresh(start));
    this.counter = new AtomicReference<>(new Count(start, 0));
  }

  boolean hasReached(int value) {
    return EventWord.reached(count().value(), value);
  }

  Count count() {
    return Objects.requireNonNull(counter.get());
  }

  boolean change(Count from, Count to) {
    return counter.compareAndSet(from, to);
  }
}
