package org.lockstep.kit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;

/**
 * A behaviour without end: the edges of a stem, then those of a loop for ever. An empty loop means
 * that nothing happens any more.
 */
public record Lasso(int start, List<Integer> stem, List<Integer> loop) {
  public Lasso {
    stem = List.copyOf(stem);
    loop = List.copyOf(loop);
  }

  /** The nodes of the stem and of one round of the loop; the first of the loop is not repeated. */
  int[] nodes(StateGraph graph) {
    IntList nodes = new IntList();
    nodes.add(start);
    stem.forEach(edge -> nodes.add(graph.target(edge)));
    for (int i = 0; i < loop.size() - 1; i++) {
      nodes.add(graph.target(loop.get(i)));
    }
    return nodes.toArray();
  }

  /** The edge that leaves each of the nodes; the last one closes the loop. */
  int[] edges() {
    IntList edges = new IntList();
    stem.forEach(edges::add);
    loop.forEach(edges::add);
    if (loop.isEmpty()) {
      edges.add(Atoms.STUTTER);
    }
    return edges.toArray();
  }

  /** Where the loop starts among the nodes. */
  int loopStart() {
    return stem.size();
  }

  /** The same as a trace; the label of the closing step is there too, unless it stutters. */
  public Trace trace(StateGraph graph) {
    List<State> states = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    for (int node : nodes(graph)) {
      states.add(graph.state(node));
    }
    for (int edge : edges()) {
      if (edge != Atoms.STUTTER) {
        labels.add(graph.label(edge));
      }
    }
    return new Trace(states, labels, loopStart(), Map.of());
  }
}
