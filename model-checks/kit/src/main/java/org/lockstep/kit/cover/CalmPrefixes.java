package org.lockstep.kit.cover;

import java.util.Arrays;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.ShortestPaths;
import org.lockstep.kit.model.StateGraph;

/**
 * A shortest behaviour to each node and, among the shortest, one with the fewest changes of agent:
 * what a path begins with before it comes to its first uncovered edge. A step of no agent (an
 * environment's) changes nothing.
 */
final class CalmPrefixes {
  private static final int UNREACHED = Integer.MAX_VALUE;

  private final StateGraph graph;

  /** The agent of each label, numbered from 1; 0 for none. */
  private final int[] agents;

  private final int agentCount;

  /** Fewest changes on a shortest behaviour to a node whose last agent was this one. */
  private final int[] changes;

  /** The last edge of that behaviour. */
  private final int[] viaEdge;

  CalmPrefixes(StateGraph graph, ShortestPaths shortest, int[] agentOfLabel) {
    this.graph = graph;
    int[] known =
        Arrays.stream(agentOfLabel).filter(agent -> agent >= 0).distinct().sorted().toArray();
    this.agents =
        Arrays.stream(agentOfLabel)
            .map(agent -> agent < 0 ? 0 : Arrays.binarySearch(known, agent) + 1)
            .toArray();
    this.agentCount = known.length + 1;
    this.changes = new int[Math.multiplyExact(graph.nodeCount(), agentCount)];
    this.viaEdge = new int[changes.length];
    Arrays.fill(changes, UNREACHED);
    Arrays.fill(viaEdge, -1);
    spread(shortest.order());
  }

  /**
   * In the order of the search every shortest way into a node is known before any way out of it.
   */
  private void spread(int[] order) {
    int[] depth = new int[graph.nodeCount()];
    Arrays.fill(depth, UNREACHED);
    for (int node : graph.initial()) {
      depth[node] = 0;
      changes[node * agentCount] = 0;
    }
    for (int node : order) {
      for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
        int target = graph.target(edge);
        if (depth[target] == UNREACHED) {
          depth[target] = depth[node] + 1;
        }
        if (depth[target] == depth[node] + 1) {
          enter(node, edge, target);
        }
      }
    }
  }

  private void enter(int node, int edge, int target) {
    for (int before = 0; before < agentCount; before++) {
      int cost = changes[node * agentCount + before];
      if (cost != UNREACHED) {
        int agent = agents[graph.labelId(edge)];
        int last = agent == 0 ? before : agent;
        int at = target * agentCount + last;
        int total = last == before ? cost : cost + 1;
        if (total < changes[at]) {
          changes[at] = total;
          viaEdge[at] = edge;
        }
      }
    }
  }

  Path to(int node) {
    int[] reversed = new int[16];
    int length = 0;
    int at = node;
    int last = calmest(node);
    while (viaEdge[at * agentCount + last] >= 0) {
      int edge = viaEdge[at * agentCount + last];
      if (length == reversed.length) {
        reversed = Arrays.copyOf(reversed, length * 2);
      }
      reversed[length++] = edge;
      int cost = changes[at * agentCount + last];
      at = graph.source(edge);
      last = before(at, edge, last, cost);
    }
    int[] edges = new int[length];
    for (int i = 0; i < length; i++) {
      edges[i] = reversed[length - 1 - i];
    }
    return new Path(at, edges);
  }

  private int calmest(int node) {
    int best = 0;
    for (int agent = 1; agent < agentCount; agent++) {
      if (changes[node * agentCount + agent] < changes[node * agentCount + best]) {
        best = agent;
      }
    }
    return best;
  }

  /** The agent before {@code edge} in the behaviour that made {@code cost} changes with it. */
  private int before(int node, int edge, int last, int cost) {
    if (agents[graph.labelId(edge)] == 0 || changes[node * agentCount + last] == cost) {
      return last;
    }
    return calmest(node);
  }
}
