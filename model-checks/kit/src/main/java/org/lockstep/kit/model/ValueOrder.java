package org.lockstep.kit.model;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The total order of {@link Value}: kind first, then size-lexicographic content. */
final class ValueOrder {
  private ValueOrder() {}

  static int compare(Value left, Value right) {
    if (left == right) {
      return 0;
    }
    int kind = Integer.compare(kind(left), kind(right));
    if (kind != 0) {
      return kind;
    }
    if (left instanceof Value.Int) {
      return Integer.compare(((Value.Int) left).value(), ((Value.Int) right).value());
    }
    if (left instanceof Value.Bool) {
      return Boolean.compare(((Value.Bool) left).value(), ((Value.Bool) right).value());
    }
    if (left instanceof Value.Str) {
      return ((Value.Str) left).value().compareTo(((Value.Str) right).value());
    }
    if (left instanceof Value.Model) {
      return ((Value.Model) left).name().compareTo(((Value.Model) right).name());
    }
    if (left instanceof Value.Seq) {
      return lists(((Value.Seq) left).elements(), ((Value.Seq) right).elements());
    }
    if (left instanceof Value.Set) {
      return lists(((Value.Set) left).elements(), ((Value.Set) right).elements());
    }
    if (left instanceof Value.Rec) {
      return maps(((Value.Rec) left).fields(), ((Value.Rec) right).fields());
    }
    return maps(((Value.Fun) left).entries(), ((Value.Fun) right).entries());
  }

  private static int kind(Value value) {
    if (value instanceof Value.Bool) {
      return 0;
    }
    if (value instanceof Value.Int) {
      return 1;
    }
    if (value instanceof Value.Str) {
      return 2;
    }
    if (value instanceof Value.Model) {
      return 3;
    }
    if (value instanceof Value.Seq) {
      return 4;
    }
    if (value instanceof Value.Set) {
      return 5;
    }
    return value instanceof Value.Rec ? 6 : 7;
  }

  private static int lists(List<Value> left, List<Value> right) {
    int order = Integer.compare(left.size(), right.size());
    for (int i = 0; order == 0 && i < left.size(); i++) {
      order = compare(left.get(i), right.get(i));
    }
    return order;
  }

  private static <K extends Comparable<? super K>> int maps(
      Map<K, Value> left, Map<K, Value> right) {
    int order = Integer.compare(left.size(), right.size());
    Iterator<Map.Entry<K, Value>> others = right.entrySet().iterator();
    for (Map.Entry<K, Value> entry : left.entrySet()) {
      if (order != 0) {
        return order;
      }
      Map.Entry<K, Value> other = others.next();
      order = entry.getKey().compareTo(other.getKey());
      order = order != 0 ? order : compare(entry.getValue(), other.getValue());
    }
    return order;
  }
}
