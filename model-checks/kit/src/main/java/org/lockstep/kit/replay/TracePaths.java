package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;

/** Turns traces into paths. */
final class TracePaths {
  private TracePaths() {}

  /** The trace as a graph of its own, whose edges in order are its steps. */
  static StateGraph line(Trace trace) {
    StateGraph.Builder builder = new StateGraph.Builder();
    List<State> states = trace.states();
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      builder.node(i, () -> state);
    }
    builder.initial(0);
    for (int i = 0; i < trace.labels().size(); i++) {
      builder.edge(i, i + 1 < states.size() ? i + 1 : trace.loopTo(), trace.labels().get(i));
    }
    return builder.build();
  }

  /** The path that takes the edges of a {@link #line} in order. */
  static Path whole(StateGraph line) {
    int[] edges = new int[line.edgeCount()];
    Arrays.setAll(edges, i -> i);
    return new Path(0, edges);
  }

  /**
   * The path that this trace is in the graph; states decide, since no two nodes have the same one.
   */
  static Path find(StateGraph graph, Trace trace) {
    int start = -1;
    for (int node : graph.initial()) {
      start = graph.state(node).equals(trace.states().get(0)) ? node : start;
    }
    if (start < 0) {
      throw new Misuse(
          "the trace is no behaviour of this graph: it starts in "
              + trace.states().get(0)
              + ", which is not initial");
    }
    List<Integer> edges = new ArrayList<>();
    int node = start;
    for (int i = 0; i < trace.labels().size(); i++) {
      Label label = trace.labels().get(i);
      State target = trace.states().get(i + 1 < trace.states().size() ? i + 1 : trace.loopTo());
      int edge = edge(graph, node, label, target);
      if (edge < 0) {
        throw new Misuse(
            "the trace is no behaviour of this graph: step "
                + i
                + " "
                + label
                + " does not lead from "
                + graph.state(node)
                + " to "
                + target);
      }
      edges.add(edge);
      node = graph.target(edge);
    }
    return new Path(start, edges.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int edge(StateGraph graph, int node, Label label, State target) {
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      if (graph.label(edge).equals(label) && graph.state(graph.target(edge)).equals(target)) {
        return edge;
      }
    }
    return -1;
  }
}
