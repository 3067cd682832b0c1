package org.lockstep.pool;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts callers in and out and can be shut for good. Per gate one word: its sign says sealed, the
 * rest is the count. One word, so that no close can come between looking and counting.
 */
final class Gates {
  private static final long SEALED = Long.MIN_VALUE;

  /** 128 bytes: two cache lines, since they are fetched in pairs. */
  private static final int STRIDE = 16;

  private final AtomicLongArray words;
  private final int count;
  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition emptied = monitor.newCondition();

  Gates(int count) {
    this.count = count;
    this.words = new AtomicLongArray((count + 1) * STRIDE);
  }

  int count() {
    return count;
  }

  private static int at(int gate) {
    return (gate + 1) * STRIDE;
  }

  /** False if the gate is shut; then nothing was counted. */
  boolean enter(int gate) {
    while (true) {
      long word = words.get(at(gate));
      if (word < 0) {
        return false;
      }
      if (words.compareAndSet(at(gate), word, word + 1)) {
        return true;
      }
    }
  }

  /**
   * The last one out of a shut gate wakes the closers. Not before the count has fallen, and under
   * their monitor, under which they look again before they sleep: no wake-up is lost.
   */
  void leave(int gate) {
    if (words.decrementAndGet(at(gate)) == SEALED) {
      monitor.lock();
      try {
        emptied.signalAll();
      } finally {
        monitor.unlock();
      }
    }
  }

  /** Counts in without looking whether the gate is shut. */
  void countIn(int gate) {
    words.incrementAndGet(at(gate));
  }

  void seal(int gate) {
    words.accumulateAndGet(at(gate), SEALED, (word, bit) -> word | bit);
  }

  /** Only after {@link #seal}: else the count could rise again. */
  void awaitEmpty(int gate) {
    if (inside(gate) == 0) {
      return;
    }
    monitor.lock();
    try {
      while (inside(gate) != 0) {
        emptied.awaitUninterruptibly();
      }
    } finally {
      monitor.unlock();
    }
  }

  long inside(int gate) {
    return words.get(at(gate)) & ~SEALED;
  }

  boolean isSealed(int gate) {
    return words.get(at(gate)) < 0;
  }
}
