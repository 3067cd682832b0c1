package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Reads a row of the native engine's layout, int by int. */
final class RowReader {
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

  boolean bool() {
    return integer() != 0;
  }

  List<Integer> integers(int count) {
    return many(count, value -> value);
  }

  List<Boolean> booleans(int count) {
    return many(count, value -> value != 0);
  }

  /** Each word by its place in the table, counted from {@code first}. */
  List<String> words(int count, List<String> table, int first) {
    return many(
        count,
        value -> {
          int place = value - first;
          if (place < 0 || place >= table.size()) {
            throw new IllegalArgumentException(
                "int "
                    + (next - 1)
                    + " of the rows is "
                    + value
                    + ", which names none of "
                    + table);
          }
          return table.get(place);
        });
  }

  private <T> List<T> many(int count, IntFunction<T> read) {
    List<T> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(read.apply(integer()));
    }
    return List.copyOf(result);
  }
}
