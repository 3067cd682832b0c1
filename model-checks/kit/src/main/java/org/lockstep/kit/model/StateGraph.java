package org.lockstep.kit.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The reachable states of a model and every transition between them, in compressed rows: the edges
 * that leave a node are {@code firstEdge(node) .. edgesEnd(node) - 1}, in the order of their
 * discovery.
 */
public final class StateGraph {
  private final State[] states;
  private final int[] initial;
  private final int[] rows;
  private final int[] sources;
  private final int[] targets;
  private final int[] labelIds;
  private final List<Label> labels;

  StateGraph(
      State[] states,
      int[] initial,
      int[] rows,
      int[] sources,
      int[] targets,
      int[] labelIds,
      List<Label> labels) {
    this.states = states;
    this.initial = initial;
    this.rows = rows;
    this.sources = sources;
    this.targets = targets;
    this.labelIds = labelIds;
    this.labels = List.copyOf(labels);
  }

  public int nodeCount() {
    return states.length;
  }

  public int edgeCount() {
    return targets.length;
  }

  /** The initial nodes, in the order of their discovery. */
  public int[] initial() {
    return initial.clone();
  }

  public State state(int node) {
    return states[node];
  }

  public int source(int edge) {
    return sources[edge];
  }

  public int target(int edge) {
    return targets[edge];
  }

  public Label label(int edge) {
    return labels.get(labelIds[edge]);
  }

  /** The index of the edge's label in {@link #labels()}. */
  public int labelId(int edge) {
    return labelIds[edge];
  }

  /** Every label that occurs, once each. */
  public List<Label> labels() {
    return labels;
  }

  public int firstEdge(int node) {
    return rows[node];
  }

  public int edgesEnd(int node) {
    return rows[node + 1];
  }

  public int outDegree(int node) {
    return rows[node + 1] - rows[node];
  }

  /**
   * The edge from {@code node} with this label, or -1; the first one if the action is
   * nondeterministic.
   */
  public int edge(int node, Label label) {
    for (int edge = rows[node]; edge < rows[node + 1]; edge++) {
      if (label(edge).equals(label)) {
        return edge;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return "StateGraph["
        + states.length
        + " states, "
        + targets.length
        + " transitions, "
        + labels.size()
        + " labels, initial "
        + (initial.length > 8 ? initial.length + " nodes" : Arrays.toString(initial))
        + "]";
  }

  /** Collects nodes and edges in any order; the graph depends on the order of the calls only. */
  public static final class Builder {
    private final GraphBuffers buffers = new GraphBuffers();

    public Builder() {}

    /** The node with this fingerprint; {@code state} is asked for once, when the node is new. */
    public int node(long fingerprint, Supplier<State> state) {
      return buffers.node(fingerprint, state);
    }

    public void initial(int node) {
      buffers.initial(node);
    }

    /** Adds a transition; one with the same ends and the same label is kept once. */
    public void edge(int source, int target, Label label) {
      buffers.edge(source, target, label);
    }

    public StateGraph build() {
      return buffers.build();
    }
  }
}
