package org.lockstep.gate.subject;

import java.util.Arrays;

/** Writes a row of the native engine's layout, int by int. */
final class RowWriter {
  private int[] row = new int[64];
  private int length;

  void put(int value) {
    if (length == row.length) {
      row = Arrays.copyOf(row, 2 * length);
    }
    row[length++] = value;
  }

  int[] row() {
    return Arrays.copyOf(row, length);
  }
}
