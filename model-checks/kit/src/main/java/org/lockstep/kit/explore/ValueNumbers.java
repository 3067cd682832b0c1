package org.lockstep.kit.explore;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/**
 * A number for each value, so that a large value is hashed once and not with every state that holds
 * it. Equal values have one number, be they one object or several.
 */
final class ValueNumbers {
  private final Map<Value, Integer> byValue = new HashMap<>();
  private final Map<Value, Integer> byObject = new IdentityHashMap<>();

  /** Two states have equal numbers exactly if they are equal. */
  List<Integer> of(State state) {
    return state.values().stream().map(this::number).toList();
  }

  private Integer number(Value value) {
    Integer known = byObject.get(value);
    if (known == null) {
      known = byValue.computeIfAbsent(value, v -> byValue.size());
      byObject.put(value, known);
    }
    return known;
  }
}
