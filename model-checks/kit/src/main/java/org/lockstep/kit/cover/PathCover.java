package org.lockstep.kit.cover;

import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;

/**
 * Covers every transition of a graph with paths from initial nodes; the same graph gives the same
 * paths.
 */
public final class PathCover {
  private PathCover() {}

  /**
   * How far to look and how long to go on.
   *
   * @param hopNodes when no uncovered edge leaves the last node, how many nodes a search for the
   *     nearest one may visit
   * @param maxLength a path is not continued beyond this length, unless it needs more to reach its
   *     first uncovered edge
   * @param agent which agent (thread) takes a step; the path stays with the same agent where it
   *     can, so that a replay switches threads less often
   */
  public record Options(int hopNodes, int maxLength, @Nullable ToIntFunction<Label> agent) {
    public Options {
      if (hopNodes < 0 || maxLength < 1) {
        throw new IllegalArgumentException(
            "hopNodes >= 0 and maxLength >= 1 expected, not " + hopNodes + " and " + maxLength);
      }
    }

    public static Options standard() {
      return new Options(256, 1000, null);
    }

    public Options withAgent(ToIntFunction<Label> newAgent) {
      return new Options(hopNodes, maxLength, newAgent);
    }
  }

  public static List<Path> of(StateGraph graph) {
    return of(graph, Options.standard());
  }

  /** The cover, already passed through {@link #check}. */
  public static List<Path> of(StateGraph graph, Options options) {
    requireTransitions(graph);
    List<Path> paths = new GreedyCover(graph, options).paths();
    check(graph, paths);
    return paths;
  }

  /**
   * Throws unless each path is a behaviour of the graph and together they take every transition and
   * every initial node.
   */
  public static void check(StateGraph graph, List<Path> paths) {
    requireTransitions(graph);
    if (paths.isEmpty()) {
      throw new IllegalStateException("the cover is empty: no path for " + graph);
    }
    BitSet edges = new BitSet(graph.edgeCount());
    BitSet nodes = new BitSet(graph.nodeCount());
    BitSet initial = new BitSet(graph.nodeCount());
    for (int node : graph.initial()) {
      initial.set(node);
    }
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      int node = path.start();
      if (node < 0 || !initial.get(node)) {
        throw new IllegalStateException(
            "path " + i + " starts in node " + node + ", which is not initial");
      }
      nodes.set(node);
      for (int step = 0; step < path.length(); step++) {
        int edge = path.edge(step);
        if (edge < 0 || edge >= graph.edgeCount() || graph.source(edge) != node) {
          throw new IllegalStateException(
              "path " + i + ", step " + step + ": edge " + edge + " does not leave node " + node);
        }
        edges.set(edge);
        node = graph.target(edge);
        nodes.set(node);
      }
    }
    int missed = edges.nextClearBit(0);
    if (missed < graph.edgeCount()) {
      throw new IllegalStateException(
          "the cover misses "
              + (graph.edgeCount() - edges.cardinality())
              + " of "
              + graph.edgeCount()
              + " transitions; the first is edge "
              + missed
              + ", "
              + graph.label(missed)
              + " from node "
              + graph.source(missed));
    }
    initial.andNot(nodes);
    if (!initial.isEmpty()) {
      throw new IllegalStateException(
          "the cover never visits the initial node " + initial.nextSetBit(0));
    }
  }

  private static void requireTransitions(StateGraph graph) {
    if (graph.initial().length == 0 || graph.edgeCount() == 0) {
      throw new IllegalStateException(
          "nothing to cover: "
              + graph
              + " has no "
              + (graph.initial().length == 0 ? "initial state" : "transition")
              + "; a cover of it would check nothing");
    }
  }
}
