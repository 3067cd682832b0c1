package org.lockstep.pool;

import org.jspecify.annotations.Nullable;
import org.lockstep.seam.Surroundings;

/**
 * What a thread knows of its dealings with a lease pool, and how others reach it while it waits: a
 * thread-local, gone with the thread. Used for one wait after the other, so that a late wake-up of
 * one can come in the next; whoever is woken looks again.
 */
final class LeaseSession {
  static final int NONE = -1;

  /**
   * How often a waiter looks before it sleeps: to be put to sleep and woken takes longer than most
   * leases last. A constant: how many processors there are depends on when it is asked, since
   * replays are tied to one; and so would what a check finds.
   */
  private static final int LOOKS = 200;

  /** What a waiter has been told. */
  enum Status {
    NONE,
    WAITING,
    GRANTED,
    CLOSED
  }

  /** How an acquire ends that brings no lease. */
  enum Result {
    NONE,
    TIMEOUT,
    INTERRUPTED,
    CLOSED
  }

  final Thread thread = Thread.currentThread();
  final Surroundings surroundings;
  private final int size;
  private final int hint;

  // Its own thread's alone, and a replay's while that thread is parked.
  int cursor;
  int last = NONE;
  private long lastFree;
  Result result = Result.NONE;
  boolean timed;
  long deadline;

  // Guarded by the lock of the waiters.
  @Nullable LeaseSession ahead;
  @Nullable LeaseSession behind;

  /** Written before the status says GRANTED, read after that. */
  @Nullable Lease granted;

  volatile Status status = Status.NONE;

  /** The permit to return from the next park. */
  volatile boolean woken;

  LeaseSession(Surroundings surroundings, int size, int hint) {
    this.surroundings = surroundings;
    this.size = size;
    this.hint = hint;
  }

  /** The slot to look at next: it begins with the one it had last. */
  int here() {
    int slot = (last == NONE ? hint : last) + cursor;
    return slot < size ? slot : slot - size;
  }

  /** The slot is leased to this thread. */
  void leased(int slot, long word) {
    last = slot;
    lastFree = SlotWords.freeAgain(word);
  }

  /**
   * What the word of the first slot to look at may be, that of a free slot in any case: if nobody
   * has had it since this thread had, there is no need to read it. A wrong guess fails to claim.
   */
  long guess() {
    return lastFree;
  }

  /** On to the next slot; false, and back at the first, after the last one. */
  boolean advance() {
    if (++cursor < size) {
      return true;
    }
    cursor = 0;
    return false;
  }

  /** The wait begins: with this many nanoseconds, or without a limit. */
  void startClock(long limit) {
    timed = limit != LeasePool.NO_LIMIT;
    if (timed) {
      deadline = surroundings.nanoTime(thread) + limit;
    }
  }

  /**
   * Looks for a moment whether it is woken; at nothing else, since to read the clock takes as long
   * as many looks.
   *
   * @param alone whether nobody else waits: many who look would take the processors from those who
   *     lease
   */
  boolean wokenSoon(boolean alone) {
    // long: counted the wrong way, it is stuck for good, where an int comes round within seconds.
    for (long looks = alone ? LOOKS : 0; looks > 0 && !woken; looks--) {
      Thread.onSpinWait();
    }
    return woken;
  }

  /** Of a wait with a limit. */
  long left() {
    return Math.max(0, deadline - surroundings.nanoTime(thread));
  }

  boolean isOutOfTime() {
    return timed && left() == 0;
  }

  /** Whether to go on waiting is of no use. */
  boolean mustGiveUp() {
    return surroundings.isInterrupted(thread) || isOutOfTime();
  }

  /** The end of an acquire that had to wait. */
  void end() {
    timed = false;
  }
}
