package org.lockstep.gate.subject;

import java.util.Arrays;
import java.util.List;

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

  void put(boolean value) {
    put(value ? 1 : 0);
  }

  void integers(List<Integer> values) {
    values.forEach(this::put);
  }

  void booleans(List<Boolean> values) {
    values.forEach(this::put);
  }

  /** Each word as its place in the table, counted from {@code first}. */
  void words(List<String> values, List<String> table, int first) {
    for (String value : values) {
      int place = table.indexOf(value);
      if (place < 0) {
        throw new IllegalArgumentException(value + " is none of " + table);
      }
      put(first + place);
    }
  }

  int[] row() {
    return Arrays.copyOf(row, length);
  }
}
