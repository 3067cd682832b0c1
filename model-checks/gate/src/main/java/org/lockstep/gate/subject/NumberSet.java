package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.kit.model.Value;

/** A set of numbers below this one, ascending. */
record NumberSet(int count) implements Column<List<Integer>> {
  @Override
  public List<Integer> of(Value set) {
    return ((Value.Set) set).elements().stream().map(Values::integer).toList();
  }

  @Override
  public int ints() {
    return count;
  }

  @Override
  public void write(List<Integer> numbers, RowWriter row) {
    IntStream.range(0, count).forEach(i -> row.put(numbers.contains(i) ? 1 : 0));
  }

  @Override
  public List<Integer> read(RowReader row) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (row.integer() != 0) {
        numbers.add(i);
      }
    }
    return List.copyOf(numbers);
  }

  @Override
  public String text(List<Integer> numbers) {
    return numbers.toString();
  }
}
