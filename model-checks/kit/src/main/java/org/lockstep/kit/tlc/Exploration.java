package org.lockstep.kit.tlc;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;

/**
 * A check together with the graph it walked; the graph is there only if all of it was walked.
 *
 * @param unreached by action, the places in its definition that give a variable its new value and
 *     were never evaluated: what guards them was never true
 */
public record Exploration(
    CheckResult result, @Nullable StateGraph graph, Map<String, Set<String>> unreached) {
  public Exploration {
    unreached = Map.copyOf(unreached);
  }

  public Exploration(CheckResult result, @Nullable StateGraph graph) {
    this(result, graph, Map.of());
  }
}
