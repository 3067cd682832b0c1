package org.lockstep.kit.validate;

import java.util.Arrays;
import java.util.List;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;

/** A graph that is there as a whole. */
public final class GraphMoves implements Moves {
  private final StateGraph graph;

  public GraphMoves(StateGraph graph) {
    this.graph = graph;
  }

  @Override
  public List<Label> labels() {
    return graph.labels();
  }

  @Override
  public int[] initial() {
    return graph.initial();
  }

  @Override
  public int[] targets(int state, int label) {
    int[] found = new int[graph.outDegree(state)];
    int count = 0;
    for (int edge = graph.firstEdge(state); edge < graph.edgesEnd(state); edge++) {
      if (graph.labelId(edge) == label) {
        found[count++] = graph.target(edge);
      }
    }
    return Arrays.copyOf(found, count);
  }

  @Override
  public State state(int number) {
    return graph.state(number);
  }
}
