package org.lockstep.pool;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One word per slot, which says all that is true of it: its state (3 bits), whether close has shut
 * it (1), the works pending (20), and the generation of its present or last lease (40). One word,
 * so that no two of these can be out of step.
 */
final class SlotWords {
  static final int FREE = 0;
  static final int HELD = 1;

  /** Given back with work pending, the last of which brings it home. */
  static final int DRAINING = 2;

  /** Home after close has shut it. */
  static final int RETIRED = 3;

  /** Taken down by one of the closers. */
  static final int GONE = 4;

  /** A bit of its own. */
  static final long SHUT = 8;

  static final int MOST_PENDING = (1 << 20) - 1;

  private static final long STATE = 7;
  private static final long ONE_PENDING = 1L << 4;
  private static final int GENERATION = 24;

  /** 128 bytes: two cache lines, since they are fetched in pairs. */
  private static final int STRIDE = 16;

  private final AtomicLongArray words;

  SlotWords(int size) {
    words = new AtomicLongArray((size + 1) * STRIDE);
  }

  long get(int slot) {
    return words.get((slot + 1) * STRIDE);
  }

  boolean change(int slot, long from, long to) {
    return words.compareAndSet((slot + 1) * STRIDE, from, to);
  }

  static int state(long word) {
    return (int) (word & STATE);
  }

  /** The free slot that it will be again if nothing else befalls it. */
  static long freeAgain(long claimed) {
    return claimed & ~STATE;
  }

  static boolean isShut(long word) {
    return (word & SHUT) != 0;
  }

  static int pending(long word) {
    return (int) (word >>> 4) & MOST_PENDING;
  }

  static long generation(long word) {
    return word >>> GENERATION;
  }

  /** Whether this is the word of a slot that the lease of this generation holds. */
  static boolean isHeldBy(long generation, long word) {
    return state(word) == HELD && generation(word) == generation;
  }

  static long with(long word, int state) {
    return word & ~STATE | state;
  }

  /** Held by the lease of the next generation. */
  static long claimed(long word) {
    return (word + (1L << GENERATION)) & ~STATE | HELD;
  }

  static long shut(long word) {
    return word | SHUT;
  }

  /** What becomes of a slot that nobody leases any more. */
  static long home(long word) {
    return with(word, isShut(word) ? RETIRED : FREE);
  }

  static long onePendingMore(long word) {
    return word + ONE_PENDING;
  }

  static long onePendingLess(long word) {
    return word - ONE_PENDING;
  }
}
