package org.lockstep.kit.cover;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.ShortestPaths;
import org.lockstep.kit.model.StateGraph;

/**
 * Follows uncovered edges; when stuck, hops to the nearest uncovered edge if a bounded search finds
 * one; else starts anew at the uncovered edge that is nearest to the initial nodes. Each path
 * covers at least one new edge, so it ends.
 */
final class GreedyCover {
  private static final int NO_AGENT = Integer.MIN_VALUE;

  private final StateGraph graph;
  private final PathCover.Options options;
  private final ShortestPaths shortest;
  private final BitSet covered;
  private final int[] uncoveredLeft;
  private final int[] agents;
  private final CalmPrefixes prefixes;
  private final NearestUncovered hops;
  private int[] path = new int[64];
  private int length;

  GreedyCover(StateGraph graph, PathCover.Options options) {
    this.graph = graph;
    this.options = options;
    this.shortest = new ShortestPaths(graph);
    this.covered = new BitSet(graph.edgeCount());
    this.uncoveredLeft = new int[graph.nodeCount()];
    for (int node = 0; node < graph.nodeCount(); node++) {
      uncoveredLeft[node] = graph.outDegree(node);
    }
    this.agents = agents(graph.labels(), options.agent());
    this.prefixes = new CalmPrefixes(graph, shortest, agents);
    this.hops = new NearestUncovered(graph, uncoveredLeft, options.hopNodes());
  }

  private static int[] agents(List<Label> labels, @Nullable ToIntFunction<Label> agent) {
    int[] agents = new int[labels.size()];
    Arrays.setAll(agents, id -> agent == null ? NO_AGENT : agent.applyAsInt(labels.get(id)));
    return agents;
  }

  List<Path> paths() {
    List<Path> paths = new ArrayList<>();
    int[] order = shortest.order();
    for (int node : order) {
      while (uncoveredLeft[node] > 0) {
        paths.add(pathFrom(node));
      }
    }
    if (order.length < graph.nodeCount()) {
      throw new IllegalStateException(
          "only "
              + order.length
              + " of "
              + graph.nodeCount()
              + " nodes can be reached from the initial ones: the graph is incomplete");
    }
    for (int node : graph.initial()) {
      if (graph.outDegree(node) == 0) {
        paths.add(new Path(node, new int[0]));
      }
    }
    return paths;
  }

  private Path pathFrom(int node) {
    length = 0;
    Path prefix = prefixes.to(node);
    for (int step = 0; step < prefix.length(); step++) {
      take(prefix.edge(step));
    }
    int at = node;
    do {
      // The edge that this path was started for is taken even where the prefix alone is longer than
      // a path should be.
      do {
        int edge = choose(at);
        take(edge);
        at = graph.target(edge);
      } while (uncoveredLeft[at] > 0 && length < options.maxLength());
      at = hop(at);
    } while (at >= 0);
    return new Path(prefix.start(), Arrays.copyOf(path, length));
  }

  /** Walks to the nearest node with an uncovered edge; -1 if there is none near enough. */
  private int hop(int from) {
    int room = options.maxLength() - length - 1;
    if (room < 0 || !hops.search(from)) {
      return -1;
    }
    int[] walk = hops.walk();
    if (walk.length > room) {
      return -1;
    }
    for (int edge : walk) {
      take(edge);
    }
    return walk.length == 0 ? from : graph.target(walk[walk.length - 1]);
  }

  /**
   * The first uncovered edge of the agent that took the last step, else the first uncovered one.
   */
  private int choose(int node) {
    int agent = length == 0 ? NO_AGENT : agents[graph.labelId(path[length - 1])];
    int first = -1;
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      if (!covered.get(edge)) {
        if (agents[graph.labelId(edge)] == agent) {
          return edge;
        }
        first = first < 0 ? edge : first;
      }
    }
    return first;
  }

  private void take(int edge) {
    if (!covered.get(edge)) {
      covered.set(edge);
      uncoveredLeft[graph.source(edge)]--;
    }
    if (length == path.length) {
      path = Arrays.copyOf(path, length * 2);
    }
    path[length++] = edge;
  }
}
