package org.lockstep.kit.model;

import java.util.Arrays;

/** A breadth-first tree from the initial nodes: a shortest behaviour to each node. */
public final class ShortestPaths {
  private static final int UNREACHED = -2;
  private static final int ROOT = -1;

  private final StateGraph graph;
  private final int[] order;
  private final int[] viaEdge;

  public ShortestPaths(StateGraph graph) {
    this.graph = graph;
    this.viaEdge = new int[graph.nodeCount()];
    Arrays.fill(viaEdge, UNREACHED);
    int[] queue = new int[graph.nodeCount()];
    int end = 0;
    for (int node : graph.initial()) {
      viaEdge[node] = ROOT;
      queue[end++] = node;
    }
    for (int next = 0; next < end; next++) {
      int node = queue[next];
      for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
        int target = graph.target(edge);
        if (viaEdge[target] == UNREACHED) {
          viaEdge[target] = edge;
          queue[end++] = target;
        }
      }
    }
    this.order = Arrays.copyOf(queue, end);
  }

  /** The reachable nodes, nearest first. */
  public int[] order() {
    return order.clone();
  }

  /** A shortest path from an initial node to this one. */
  public Path to(int node) {
    if (viaEdge[node] == UNREACHED) {
      throw new IllegalArgumentException("node " + node + " cannot be reached from an initial one");
    }
    int length = 0;
    int root = node;
    for (; viaEdge[root] != ROOT; root = graph.source(viaEdge[root])) {
      length++;
    }
    int[] edges = new int[length];
    for (int at = node; at != root; at = graph.source(viaEdge[at])) {
      edges[--length] = viaEdge[at];
    }
    return new Path(root, edges);
  }

  /** A shortest path from an initial node that ends with this edge. */
  public Path through(int edge) {
    Path prefix = to(graph.source(edge));
    int[] edges = Arrays.copyOf(prefix.edges(), prefix.length() + 1);
    edges[prefix.length()] = edge;
    return new Path(prefix.start(), edges);
  }
}
