package org.lockstep.kit.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Step;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.TlcException;

/**
 * Finds the reachable states by its own breadth-first search. States are told apart by their
 * values; TLC tells them apart by 64-bit fingerprints.
 */
public final class Explorer {
  private final Stepper stepper;
  private final int limit;
  private final Map<List<Integer>, Integer> nodes = new HashMap<>();
  private final ValueNumbers numbers = new ValueNumbers();
  private final StateGraph.Builder graph = new StateGraph.Builder();
  private final List<State> found = new ArrayList<>();

  private Explorer(Stepper stepper, int limit) {
    this.stepper = stepper;
    this.limit = limit;
  }

  /** The whole graph; more states than the limit are an error, not a part of a graph. */
  public static StateGraph explore(Stepper stepper, int limit) {
    return new Explorer(stepper, limit).walk();
  }

  private StateGraph walk() {
    for (State state : stepper.initial()) {
      graph.initial(node(state));
    }
    for (int node = 0; node < found.size(); node++) {
      for (Step step : stepper.successors(found.get(node))) {
        graph.edge(node, node(step.target()), step.label());
      }
    }
    return graph.build();
  }

  private int node(State state) {
    List<Integer> key = numbers.of(state);
    Integer known = nodes.get(key);
    if (known != null) {
      return known;
    }
    if (found.size() == limit) {
      throw new TlcException(
          "the explorer stops at "
              + limit
              + " states: this model has more; allow more or bound it");
    }
    found.add(state);
    Supplier<State> same = () -> state;
    int node = graph.node(found.size(), same);
    nodes.put(key, node);
    return node;
  }
}
