package org.lockstep.gate.subject;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/**
 * What a module's views are made of, said once. A view is a record whose components have the names
 * of the model's variables and the order of the native engine's rows; a {@link Column} says of each
 * how a state of the model gives it, how it stands in a row, and how a reader is told of it.
 */
public final class ViewFormat<V extends Record> {
  private record Part<T>(RecordComponent component, Column<T> column) {
    @SuppressWarnings("unchecked") // As build() has compared.
    T of(Record view) {
      try {
        return (T) component.getAccessor().invoke(view);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }

    void write(Record view, RowWriter row) {
      column.write(of(view), row);
    }

    void tell(Record view, Map<String, String> reader) {
      column.tell(component.getName(), of(view), reader::put);
    }
  }

  private final List<Part<?>> parts;
  private final Constructor<V> constructor;

  private ViewFormat(List<Part<?>> parts, Constructor<V> constructor) {
    this.parts = List.copyOf(parts);
    this.constructor = constructor;
  }

  public static <V extends Record> Builder<V> of(Class<V> view) {
    return new Builder<>(view);
  }

  /** The view that a state of the model demands. */
  public V project(State state) {
    return make(part -> part.column().of(value(state, part)));
  }

  private static Value value(State state, Part<?> part) {
    return state.get(part.component().getName());
  }

  /**
   * The view as the row that the native engine writes.
   *
   * @param ready bit i: thread i stands at a step point and could take its step now
   */
  public int[] toRow(V view, int ready) {
    RowWriter row = new RowWriter();
    parts.forEach(part -> part.write(view, row));
    row.put(ready);
    return row.row();
  }

  /** The view in the row that starts at this offset. */
  public V fromRow(int[] rows, int offset) {
    RowReader row = new RowReader(rows, offset);
    return make(part -> part.column().read(row));
  }

  /** How many ints a row has; the last one is the ready mask. */
  public int ints() {
    return 1 + parts.stream().mapToInt(part -> part.column().ints()).sum();
  }

  /** How many ints of a row each component has, in their order. */
  public Map<String, Integer> widths() {
    Map<String, Integer> all = new LinkedHashMap<>();
    parts.forEach(part -> all.put(part.component().getName(), part.column().ints()));
    return all;
  }

  /** The view for a reader: one short value for each component, called as the model calls it. */
  public Map<String, String> components(V view) {
    Map<String, String> all = new LinkedHashMap<>();
    parts.forEach(part -> part.tell(view, all));
    return all;
  }

  private V make(Function<Part<?>, Object> argument) {
    Object[] arguments = parts.stream().map(argument).toArray();
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + constructor, e);
    }
  }

  /** Takes the components of the record in their order, each once. */
  public static final class Builder<V extends Record> {
    private final Class<V> view;
    private final RecordComponent[] components;
    private final List<Part<?>> parts = new ArrayList<>();

    private Builder(Class<V> view) {
      this.view = view;
      this.components = view.getRecordComponents();
    }

    <T> Builder<V> with(String name, Column<T> column) {
      String expected =
          parts.size() == components.length ? "no more" : components[parts.size()].getName();
      if (!name.equals(expected)) {
        throw new IllegalArgumentException(
            view.getSimpleName() + " has " + expected + " where its format has " + name);
      }
      parts.add(new Part<>(components[parts.size()], column));
      return this;
    }

    public ViewFormat<V> build() {
      if (parts.size() != components.length) {
        throw new IllegalArgumentException(
            view.getSimpleName()
                + " has "
                + components[parts.size()].getName()
                + ", its format not");
      }
      Class<?>[] types =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        return new ViewFormat<>(parts, view.getConstructor(types));
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(view + " is not public with " + Arrays.asList(types), e);
      }
    }
  }
}
