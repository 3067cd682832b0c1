package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lockstep.kit.model.Value;
import org.lockstep.seam.Point;

/** The kinds of values that views are made of. */
final class Columns {
  private static final int NOBODY = -1;
  private static final Value NONE = Value.model("None");

  private Columns() {}

  /** One of these words, as its place among them, counted from {@code first}. */
  static Column<String> word(List<String> table, int first) {
    return new Single<>(
        Values::text,
        word -> first + place(word, table),
        number -> word(number, table, first),
        word -> word);
  }

  /** Where a thread stands: Idle, Gone, or at one of these points. */
  static Column<String> points(Point... points) {
    return word(
        Stream.concat(Stream.of("Idle", "Gone"), Stream.of(points).map(Point::action)).toList(), 0);
  }

  static Column<Integer> number() {
    return new Single<>(Values::integer, number -> number, number -> number, String::valueOf);
  }

  /** A number, or the model value None. */
  static Column<Integer> numberOrNone() {
    return new Single<>(
        value -> value.equals(NONE) ? NOBODY : Values.integer(value),
        number -> number,
        number -> number,
        number -> number == NOBODY ? "None" : String.valueOf(number));
  }

  static Column<Boolean> bool() {
    return new Single<>(
        Values::bool,
        is -> is ? 1 : 0,
        number -> number != 0,
        is -> is.toString().toUpperCase(Locale.ROOT));
  }

  /** The index of one of these names, -1 for any other. */
  static Column<Integer> index(List<String> names) {
    return new Single<>(
        value -> names.indexOf(Values.text(value)),
        number -> number,
        number -> number,
        number -> number >= 0 && number < names.size() ? names.get(number) : "None");
  }

  /** A function over threads. */
  static <T> Column<List<T>> byThread(List<String> threads, Column<T> column) {
    return new Each<>(threads.stream().map(Value::model).toList(), threads, column);
  }

  /** A function over strings. */
  static <T> Column<List<T>> byName(List<String> names, Column<T> column) {
    return new Each<>(names.stream().map(Value::of).toList(), names, column);
  }

  /** A function over 0..n-1. */
  static <T> Column<List<T>> byNumber(int count, Column<T> column) {
    List<Value> keys = IntStream.range(0, count).mapToObj(Value::of).toList();
    return new Each<>(keys, keys.stream().map(Value::toString).toList(), column);
  }

  /** A function over these numbers. */
  static <T> Column<List<T>> byNumber(List<Integer> numbers, Column<T> column) {
    List<Value> keys = numbers.stream().map(Value::of).toList();
    return new Each<>(keys, keys.stream().map(Value::toString).toList(), column);
  }

  /** A set of numbers below this one, ascending: for each, whether it is in. */
  static Column<List<Integer>> numbersBelow(int count) {
    return new NumberSet(count);
  }

  /**
   * A sequence: its length, then its elements; what is not there is -1.
   *
   * @param what as it is called when there are more than a row has room for
   */
  static <T> Column<List<T>> sequence(String what, int room, Column<T> column) {
    return new Sequence<>(what, room, true, column);
  }

  /** So many values. */
  static <T> Column<List<T>> tuple(int count, Column<T> column) {
    return new Tuple<>(count, column);
  }

  /** A sequence without its length: what is not there is -1. */
  static <T> Column<List<T>> places(String what, int room, Column<T> column) {
    return new Sequence<>(what, room, false, column);
  }

  /** A value or None: 1 and the value, or 0 and -1 throughout. */
  static <T> Column<List<T>> optional(Column<T> column) {
    Column<List<T>> atMostOne = new Sequence<>("values", 1, true, column);
    return new Column<>() {
      @Override
      public List<T> of(Value value) {
        return value.equals(NONE) ? List.of() : List.of(column.of(value));
      }

      @Override
      public int ints() {
        return atMostOne.ints();
      }

      @Override
      public void write(List<T> value, RowWriter row) {
        atMostOne.write(value, row);
      }

      @Override
      public List<T> read(RowReader row) {
        return atMostOne.read(row);
      }

      @Override
      public String text(List<T> value) {
        return value.isEmpty() ? "None" : column.text(value.get(0));
      }
    };
  }

  private static int place(String word, List<String> table) {
    int place = table.indexOf(word);
    if (place < 0) {
      throw new IllegalArgumentException(word + " is none of " + table);
    }
    return place;
  }

  private static String word(int number, List<String> table, int first) {
    int place = number - first;
    if (place < 0 || place >= table.size()) {
      throw new IllegalArgumentException(
          "a row of the native engine has " + number + ", which names none of " + table);
    }
    return table.get(place);
  }

  private record Single<T>(
      Function<Value, T> ofModel,
      Function<T, Integer> toRow,
      Function<Integer, T> ofRow,
      Function<T, String> toText)
      implements Column<T> {
    @Override
    public T of(Value value) {
      return ofModel.apply(value);
    }

    @Override
    public int ints() {
      return 1;
    }

    @Override
    public void write(T value, RowWriter row) {
      row.put(toRow.apply(value));
    }

    @Override
    public T read(RowReader row) {
      return ofRow.apply(row.integer());
    }

    @Override
    public String text(T value) {
      return toText.apply(value);
    }
  }

  private record Each<T>(List<Value> keys, List<String> names, Column<T> column)
      implements Column<List<T>> {
    @Override
    public List<T> of(Value function) {
      return keys.stream().map(key -> column.of(function.apply(key))).toList();
    }

    @Override
    public int ints() {
      return keys.size() * column.ints();
    }

    @Override
    public void write(List<T> values, RowWriter row) {
      values.forEach(value -> column.write(value, row));
    }

    @Override
    public List<T> read(RowReader row) {
      List<T> values = new ArrayList<>();
      keys.forEach(key -> values.add(column.read(row)));
      return List.copyOf(values);
    }

    @Override
    public String text(List<T> values) {
      return values.stream().map(column::text).toList().toString();
    }

    @Override
    public void tell(String name, List<T> values, BiConsumer<String, String> reader) {
      for (int i = 0; i < values.size(); i++) {
        column.tell(name + "[" + names.get(i) + "]", values.get(i), reader);
      }
    }
  }

  private record Tuple<T>(int count, Column<T> column) implements Column<List<T>> {
    @Override
    public List<T> of(Value tuple) {
      return Values.elements(tuple).stream().map(column::of).toList();
    }

    @Override
    public int ints() {
      return count * column.ints();
    }

    @Override
    public void write(List<T> values, RowWriter row) {
      values.forEach(value -> column.write(value, row));
    }

    @Override
    public List<T> read(RowReader row) {
      return IntStream.range(0, count).mapToObj(i -> column.read(row)).toList();
    }

    @Override
    public String text(List<T> values) {
      return values.stream().map(column::text).toList().toString();
    }
  }

  /**
   * @param counted whether its length stands before it
   */
  private record Sequence<T>(String what, int room, boolean counted, Column<T> column)
      implements Column<List<T>> {
    @Override
    public List<T> of(Value sequence) {
      return Values.elements(sequence).stream().map(column::of).toList();
    }

    @Override
    public int ints() {
      return (counted ? 1 : 0) + room * column.ints();
    }

    @Override
    public void write(List<T> values, RowWriter row) {
      if (values.size() > room) {
        throw new IllegalArgumentException(
            "a row of the native engine has room for "
                + room
                + " "
                + what
                + ", the model has "
                + values.size()
                + ": give the row more room, here and in lockstep.h, or the model less");
      }
      if (counted) {
        row.put(values.size());
      }
      values.forEach(value -> column.write(value, row));
      for (int i = values.size() * column.ints(); i < room * column.ints(); i++) {
        row.put(NOBODY);
      }
    }

    @Override
    public List<T> read(RowReader row) {
      int count = counted ? row.integer() : room;
      if (count < 0 || count > room) {
        throw new IllegalArgumentException(
            "a row of the native engine has " + count + " " + what + ", and room for " + room);
      }
      List<T> values = new ArrayList<>();
      for (int i = 0; i < count && (counted || row.hasSomething()); i++) {
        values.add(column.read(row));
      }
      row.skip((room - values.size()) * column.ints());
      return List.copyOf(values);
    }

    @Override
    public String text(List<T> values) {
      return values.stream().map(column::text).toList().toString();
    }
  }
}
