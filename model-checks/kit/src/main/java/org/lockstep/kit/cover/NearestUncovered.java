package org.lockstep.kit.cover;

import org.lockstep.kit.model.StateGraph;

/**
 * A breadth-first search for the nearest node with an uncovered edge that gives up after a number
 * of nodes.
 */
final class NearestUncovered {
  private final StateGraph graph;
  private final int[] uncoveredLeft;
  private final int[] queue;
  private final int[] viaEdge;
  private final int[] stamps;
  private int stamp;
  private int found;
  private int start;

  NearestUncovered(StateGraph graph, int[] uncoveredLeft, int maxNodes) {
    this.graph = graph;
    this.uncoveredLeft = uncoveredLeft;
    this.queue = new int[maxNodes + 1];
    this.viaEdge = new int[graph.nodeCount()];
    this.stamps = new int[graph.nodeCount()];
  }

  boolean search(int from) {
    stamp++;
    start = from;
    stamps[from] = stamp;
    queue[0] = from;
    int end = 1;
    for (int next = 0; next < end; next++) {
      int node = queue[next];
      if (uncoveredLeft[node] > 0) {
        found = node;
        return true;
      }
      for (int edge = graph.firstEdge(node);
          edge < graph.edgesEnd(node) && end < queue.length;
          edge++) {
        int target = graph.target(edge);
        if (stamps[target] != stamp) {
          stamps[target] = stamp;
          viaEdge[target] = edge;
          queue[end++] = target;
        }
      }
    }
    return false;
  }

  /** The edges from the start of the last successful search to the node that it found. */
  int[] walk() {
    int length = 0;
    for (int node = found; node != start; node = graph.source(viaEdge[node])) {
      length++;
    }
    int[] edges = new int[length];
    for (int node = found; node != start; node = graph.source(viaEdge[node])) {
      edges[--length] = viaEdge[node];
    }
    return edges;
  }
}
