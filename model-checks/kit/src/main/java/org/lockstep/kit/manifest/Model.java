package org.lockstep.kit.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckResult;

/**
 * A model: a module with a cfg and what is promised of it.
 *
 * @param replay whether the engines are driven along its graph
 * @param own whether the kit's own search and fairness check judge it, and not TLC
 * @param bounds the constants, as the reader is told them
 * @param cuts for each constraint and view of the cfg, why it hides nothing that matters
 * @param actions for a replayed model, how many steps of its graph each action takes; empty if that
 *     was not measured
 */
public record Model(
    String name,
    String module,
    String cfg,
    Tier tier,
    boolean replay,
    boolean own,
    Map<String, String> bounds,
    Map<String, String> cuts,
    Map<String, Long> actions,
    Expected expected)
    implements Entry {
  public Model {
    bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
    cuts = Collections.unmodifiableMap(new LinkedHashMap<>(cuts));
    actions = Collections.unmodifiableMap(new TreeMap<>(actions));
  }

  /** The same model with the numbers of a run, and of its graph if it was kept. */
  Model measured(CheckResult result, @Nullable StateGraph graph) {
    return new Model(
        name,
        module,
        cfg,
        tier,
        replay,
        own,
        bounds,
        cuts,
        replay && graph != null ? steps(graph) : Map.of(),
        expected.measured(result));
  }

  /** How the steps of a graph differ from those pinned, one line each. */
  List<String> differences(@Nullable StateGraph graph) {
    if (actions.isEmpty() || graph == null) {
      return List.of();
    }
    Map<String, Long> found = steps(graph);
    Set<String> names = new TreeSet<>(actions.keySet());
    names.addAll(found.keySet());
    return names.stream()
        .filter(action -> !Objects.equals(actions.get(action), found.get(action)))
        .map(
            action ->
                name
                    + ": expected "
                    + actions.getOrDefault(action, 0L)
                    + " steps of the action "
                    + action
                    + ", found "
                    + found.getOrDefault(action, 0L))
        .toList();
  }

  /** TLC may find one step in several ways; in a graph it is one. */
  private static Map<String, Long> steps(StateGraph graph) {
    Map<String, Long> steps = new TreeMap<>();
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      steps.merge(graph.label(edge).action(), 1L, Long::sum);
    }
    return steps;
  }
}
