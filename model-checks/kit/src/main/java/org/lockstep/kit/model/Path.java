package org.lockstep.kit.model;

import java.util.Arrays;

/**
 * A behaviour as a walk through a {@link StateGraph}: an initial node and the edges taken from
 * there.
 */
public record Path(int start, int[] edges) {
  public Path {
    edges = edges.clone();
  }

  /** A copy: a path never changes. Loops over many paths use {@link #edge(int)}. */
  @Override
  public int[] edges() {
    return edges.clone();
  }

  public int edge(int step) {
    return edges[step];
  }

  public int length() {
    return edges.length;
  }

  /** The first {@code steps} steps of this path. */
  public Path prefix(int steps) {
    return new Path(start, Arrays.copyOf(edges, steps));
  }

  /** The node that the path ends in. */
  public int end(StateGraph graph) {
    return edges.length == 0 ? start : graph.target(edges[edges.length - 1]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Path
        && start == ((Path) other).start
        && Arrays.equals(edges, ((Path) other).edges);
  }

  @Override
  public int hashCode() {
    return 31 * start + Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return "Path from node " + start + " along edges " + Arrays.toString(edges);
  }
}
