package org.lockstep.kit.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A TLA+ value. Two values are equal exactly if TLA+ says so, which holds because each value has
 * one representation only: a function over {@code 1..n} is a {@link Seq}, one over strings a {@link
 * Rec}, any other a {@link Fun}. The static factories choose; the constructors refuse what is not
 * canonical. {@link #toString()} is TLA+ syntax.
 */
public sealed interface Value extends Comparable<Value> {

  /** An integer. */
  record Int(int value) implements Value {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  /** {@code TRUE} or {@code FALSE}. */
  record Bool(boolean value) implements Value {
    @Override
    public String toString() {
      return value ? "TRUE" : "FALSE";
    }
  }

  /** A string. */
  record Str(String value) implements Value {
    @Override
    public String toString() {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }

  /** A model value of TLC: an atom that is equal to itself only. */
  record Model(String name) implements Value {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A tuple or sequence. */
  record Seq(List<Value> elements) implements Value {
    public Seq {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return ValueText.join("<<", elements, ">>");
    }
  }

  /** A finite set, its elements in the order of {@link Value#compareTo}. */
  record Set(List<Value> elements) implements Value {
    public Set {
      elements = List.copyOf(new TreeSet<>(elements));
    }

    public boolean contains(Value value) {
      return Collections.binarySearch(elements, value) >= 0;
    }

    @Override
    public String toString() {
      return ValueText.join("{", elements, "}");
    }
  }

  /** A record: a function whose domain is a non-empty set of strings. */
  record Rec(SortedMap<String, Value> fields) implements Value {
    public Rec {
      if (fields.isEmpty()) {
        throw new IllegalArgumentException(
            "a record without fields is the empty sequence: use Value.rec(..)");
      }
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    @Override
    public int hashCode() {
      return ValueText.hash(fields);
    }

    @Override
    public String toString() {
      return ValueText.record(fields);
    }
  }

  /** A function whose domain is neither {@code 1..n} nor a set of strings. */
  record Fun(SortedMap<Value, Value> entries) implements Value {
    public Fun {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
      if (isSequenceDomain(entries) || isRecordDomain(entries)) {
        throw new IllegalArgumentException(
            "a function over 1..n is a Seq and one over strings a Rec: use Value.fun(..), not new Fun(..), for domain "
                + entries.keySet());
      }
    }

    @Override
    public int hashCode() {
      return ValueText.hash(entries);
    }

    @Override
    public String toString() {
      return ValueText.function(entries);
    }
  }

  static Value of(int value) {
    return new Int(value);
  }

  static Value of(boolean value) {
    return value ? ValueText.TRUE : ValueText.FALSE;
  }

  static Value of(String value) {
    return new Str(value);
  }

  static Value model(String name) {
    return new Model(name);
  }

  static Value seq(Value... elements) {
    return new Seq(List.of(elements));
  }

  static Value seq(List<Value> elements) {
    return new Seq(elements);
  }

  static Value set(Value... elements) {
    return new Set(List.of(elements));
  }

  static Value set(Collection<Value> elements) {
    return new Set(new ArrayList<>(elements));
  }

  /** The record with these fields; the empty one is the empty sequence, as in TLA+. */
  static Value rec(Map<String, Value> fields) {
    return fields.isEmpty() ? new Seq(List.of()) : new Rec(new TreeMap<>(fields));
  }

  /**
   * The function with these entries, as {@link Seq}, {@link Rec} or {@link Fun} according to its
   * domain.
   */
  static Value fun(Map<Value, Value> entries) {
    TreeMap<Value, Value> sorted = new TreeMap<>(entries);
    if (isSequenceDomain(sorted)) {
      return new Seq(new ArrayList<>(sorted.values()));
    }
    if (isRecordDomain(sorted)) {
      TreeMap<String, Value> fields = new TreeMap<>();
      sorted.forEach((key, value) -> fields.put(((Str) key).value(), value));
      return new Rec(fields);
    }
    return new Fun(sorted);
  }

  private static boolean isSequenceDomain(SortedMap<Value, Value> entries) {
    int next = 1;
    for (Value key : entries.keySet()) {
      if (!(key instanceof Int) || ((Int) key).value() != next++) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRecordDomain(SortedMap<Value, Value> entries) {
    return !entries.isEmpty() && entries.keySet().stream().allMatch(key -> key instanceof Str);
  }

  /** A total order over all values: by kind, then by content; consistent with equals. */
  @Override
  default int compareTo(Value other) {
    return ValueOrder.compare(this, other);
  }

  /** Calls on a function or sequence; the reader that tests and views use most. */
  default Value apply(Value argument) {
    Value result = null;
    if (this instanceof Fun) {
      result = ((Fun) this).entries().get(argument);
    } else if (this instanceof Rec && argument instanceof Str) {
      result = ((Rec) this).fields().get(((Str) argument).value());
    } else if (this instanceof Seq && argument instanceof Int) {
      List<Value> elements = ((Seq) this).elements();
      int index = ((Int) argument).value();
      result = index >= 1 && index <= elements.size() ? elements.get(index - 1) : null;
    }
    if (result == null) {
      throw new IllegalArgumentException(argument + " is not in the domain of " + this);
    }
    return result;
  }
}
