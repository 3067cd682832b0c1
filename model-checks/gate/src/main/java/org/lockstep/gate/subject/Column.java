package org.lockstep.gate.subject;

import java.util.function.BiConsumer;
import org.lockstep.kit.model.Value;

/**
 * How a value of one kind stands in a model, in a row of the native engine, and before a reader.
 */
interface Column<T> {
  /** As a state of the model has it. */
  T of(Value value);

  /** How many numbers of a row it takes, always. */
  int ints();

  void write(T value, RowWriter row);

  T read(RowReader row);

  String text(T value);

  /** Hands over what there is to tell of it, by name. */
  default void tell(String name, T value, BiConsumer<String, String> reader) {
    reader.accept(name, text(value));
  }
}
