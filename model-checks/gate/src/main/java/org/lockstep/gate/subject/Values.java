package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lockstep.kit.model.Value;

/** Reads values of model states. */
final class Values {
  private Values() {}

  static int integer(Value value) {
    if (!(value instanceof Value.Int)) {
      throw new IllegalArgumentException("expected a number, not " + value);
    }
    return ((Value.Int) value).value();
  }

  static boolean bool(Value value) {
    if (!(value instanceof Value.Bool)) {
      throw new IllegalArgumentException("expected TRUE or FALSE, not " + value);
    }
    return ((Value.Bool) value).value();
  }

  /** The text of a string, or the name of a model value. */
  static String text(Value value) {
    return value instanceof Value.Str ? ((Value.Str) value).value() : value.toString();
  }

  /** A function over threads, in this order of their names. */
  static <T> List<T> byThread(Value function, List<String> threads, Function<Value, T> read) {
    List<T> result = new ArrayList<>(threads.size());
    for (String thread : threads) {
      result.add(read.apply(function.apply(Value.model(thread))));
    }
    return List.copyOf(result);
  }

  /** A function over 0..n-1. */
  static <T> List<T> byNumber(Value function, int count, Function<Value, T> read) {
    List<T> result = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      result.add(read.apply(function.apply(Value.of(i))));
    }
    return List.copyOf(result);
  }

  /** A function over strings. */
  static <T> List<T> byName(Value function, List<String> names, Function<Value, T> read) {
    List<T> result = new ArrayList<>(names.size());
    for (String name : names) {
      result.add(read.apply(function.apply(Value.of(name))));
    }
    return List.copyOf(result);
  }

  static List<Value> elements(Value value) {
    if (!(value instanceof Value.Seq)) {
      throw new IllegalArgumentException("expected a sequence, not " + value);
    }
    return ((Value.Seq) value).elements();
  }
}
