package org.lockstep.event;

/**
 * One word per event, which says what is true of it: its state (2 bits), how much of what was
 * recorded is pending (8), how far it was recorded (24), and how often it was taken (30). One word,
 * so that no two of these can be out of step.
 */
final class EventWord {
  static final int FREE = 0;
  static final int HELD = 1;

  /** Given back with signals pending, the last of which brings it home. */
  static final int DRAINING = 2;

  static final int MOST_PENDING = (1 << 8) - 1;

  /** Counters go around after this. */
  static final int VALUES = 1 << 24;

  private static final int MASK = VALUES - 1;
  private static final long STATE = 3;
  private static final int PENDING = 2;
  private static final int RECORDED = 10;
  private static final int GENERATION = 34;
  private static final int GENERATIONS = (1 << 30) - 1;

  private EventWord() {}

  /** Of an event that was never taken. */
  static long fresh(int start) {
    return (long) start << RECORDED;
  }

  static int state(long word) {
    return (int) (word & STATE);
  }

  static int pending(long word) {
    return (int) (word >>> PENDING) & MOST_PENDING;
  }

  static int recorded(long word) {
    return (int) (word >>> RECORDED) & MASK;
  }

  static int generation(long word) {
    return (int) (word >>> GENERATION);
  }

  /** Whether this is the word of an event that the handle of this generation holds. */
  static boolean isHeldBy(int generation, long word) {
    return state(word) == HELD && generation(word) == generation;
  }

  /** Taken once more. */
  static long taken(long word) {
    long next = (generation(word) + 1) & GENERATIONS;
    return next << GENERATION | word & (1L << GENERATION) - 1 & ~STATE | HELD;
  }

  static long with(long word, int state) {
    return word & ~STATE | state;
  }

  /** Recorded, and pending, once more. */
  static long recordedOnce(long word) {
    long value = after(recorded(word));
    return (word & ~((long) MASK << RECORDED) | value << RECORDED) + (1L << PENDING);
  }

  static long settledOnce(long word) {
    return word - (1L << PENDING);
  }

  static int after(int value) {
    return (value + 1) & MASK;
  }

  static int before(int value) {
    return (value - 1) & MASK;
  }

  /** Counters are compared by distance, so that they may go around. */
  static boolean reached(int counter, int value) {
    return ((counter - value) & MASK) < VALUES / 2;
  }
}
