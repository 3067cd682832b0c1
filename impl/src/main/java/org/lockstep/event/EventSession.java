package org.lockstep.event;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.lockstep.seam.Surroundings;

/**
 * What a thread knows of its dealings with a pool of events, and how others wake it: a
 * thread-local, gone with the thread. A late wake-up of one wait can come in the next; whoever is
 * woken looks again.
 */
final class EventSession {
  /** What its call has found out by now. */
  enum Result {
    NONE,
    /** A callback is on the list. */
    ASKED,
    WAITING,
    DONE,
    NOTYET,
    TIMEOUT,
    INTERRUPTED,
    STALE,
    EXHAUSTED
  }

  /** A signal that a thread of the device brings, and whom it has yet to tell. */
  static final class Raising {
    final EventCell cell;
    final int value;
    final Queue<Waiter> todo = new ArrayDeque<>();

    Raising(EventCell cell, int value) {
      this.cell = cell;
      this.value = value;
    }
  }

  final Thread thread = Thread.currentThread();
  final Surroundings surroundings;
  private final int start;

  // Its own thread's alone, and a replay's while that thread is parked.
  Result result = Result.NONE;
  int ticket;

  /** It has reserved a value, and not marked its stream with it. */
  boolean unmarked;

  @Nullable Raising raising;

  /** The event that it is being given. */
  @Nullable Event taken;

  private boolean timed;
  private long deadline;

  /** The permit to return from the next sleep. */
  volatile boolean woken;

  EventSession(Surroundings surroundings, int start) {
    this.surroundings = surroundings;
    this.start = start;
    this.ticket = start;
  }

  void begin() {
    result = Result.NONE;
  }

  /** A wait begins: with this many nanoseconds in all, or without a limit. */
  void startClock(long limit) {
    timed = limit != EventPool.NO_LIMIT;
    if (timed) {
      deadline = surroundings.nanoTime(thread) + limit;
    }
  }

  boolean isTimed() {
    return timed;
  }

  /** Of a wait with a limit. */
  long left() {
    return Math.max(0, deadline - surroundings.nanoTime(thread));
  }

  boolean isLate() {
    return timed && left() == 0;
  }

  /** Whether to go on waiting is of no use. */
  boolean mustGiveUp() {
    return surroundings.isInterrupted(thread) || isLate();
  }

  /** Why it gives up. */
  Result givenUp() {
    if (surroundings.isInterrupted(thread)) {
      surroundings.clearInterrupt(thread);
      return Result.INTERRUPTED;
    }
    return Result.TIMEOUT;
  }

  /** The end of a call. */
  void end() {
    ticket = start;
    unmarked = false;
    timed = false;
  }
}
