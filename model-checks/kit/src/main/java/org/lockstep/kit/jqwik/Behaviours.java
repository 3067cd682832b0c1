package org.lockstep.kit.jqwik;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;

/**
 * Arbitrary behaviours of a graph. A failing one shrinks to shorter behaviours, every one of them
 * legal.
 */
public final class Behaviours {
  private Behaviours() {}

  /** Random walks from an initial node, up to a length or to a node that no edge leaves. */
  public static Arbitrary<Path> walks(StateGraph graph, int maxLength) {
    return Arbitraries.fromGenerator(
        random -> new ShrinkablePath(graph, walk(graph, maxLength, random)));
  }

  /** The paths of a cover of every transition. */
  public static Arbitrary<Path> coverPaths(StateGraph graph) {
    List<Path> paths = PathCover.of(graph);
    return Arbitraries.fromGenerator(
        random -> new ShrinkablePath(graph, paths.get(random.nextInt(paths.size()))));
  }

  private static Path walk(StateGraph graph, int maxLength, Random random) {
    int[] initial = graph.initial();
    int start = initial[random.nextInt(initial.length)];
    int[] edges = new int[maxLength];
    int length = 0;
    for (int node = start;
        length < maxLength && graph.outDegree(node) > 0;
        node = graph.target(edges[length++])) {
      edges[length] = graph.firstEdge(node) + random.nextInt(graph.outDegree(node));
    }
    return new Path(start, Arrays.copyOf(edges, length));
  }
}
