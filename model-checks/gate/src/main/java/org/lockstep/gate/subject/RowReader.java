package org.lockstep.gate.subject;

/** Reads a row of the native engine's layout, int by int. */
final class RowReader {
  private static final int NOTHING = -1;

  private final int[] rows;
  private int next;

  RowReader(int[] rows, int offset) {
    this.rows = rows;
    this.next = offset;
  }

  int integer() {
    return rows[next++];
  }

  void skip(int count) {
    next += count;
  }

  /** Whether the next number is not the one that says "nothing here". */
  boolean hasSomething() {
    return rows[next] != NOTHING;
  }
}
