package org.lockstep.gate.subject;

import java.util.List;
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

  static List<Value> elements(Value value) {
    if (!(value instanceof Value.Seq)) {
      throw new IllegalArgumentException("expected a sequence, not " + value);
    }
    return ((Value.Seq) value).elements();
  }
}
