package org.lockstep.kit.model;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;

/** TLA+ syntax of the compound values. */
final class ValueText {
  static final Value TRUE = new Value.Bool(true);
  static final Value FALSE = new Value.Bool(false);

  private ValueText() {}

  static String join(String open, Collection<Value> elements, String close) {
    StringJoiner text = new StringJoiner(", ", open, close);
    elements.forEach(element -> text.add(element.toString()));
    return text.toString();
  }

  static String record(SortedMap<String, Value> fields) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    fields.forEach((name, value) -> text.add(name + " |-> " + value));
    return text.toString();
  }

  static String function(SortedMap<Value, Value> entries) {
    StringJoiner text = new StringJoiner(" @@ ", "(", ")");
    entries.forEach((key, value) -> text.add(key + " :> " + value));
    return text.toString();
  }

  /**
   * Depends on which value belongs to which key. A map's own hash code adds up those of its
   * entries, so that most permutations of a state's values would collide.
   */
  static int hash(Map<?, ?> sorted) {
    int hash = 1;
    for (Map.Entry<?, ?> entry : sorted.entrySet()) {
      hash = 31 * (31 * hash + entry.getKey().hashCode()) + entry.getValue().hashCode();
    }
    return hash;
  }
}
