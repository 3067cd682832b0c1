package org.lockstep.kit.cover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.ShortestPaths;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;

class PathCoverTest {
  /** Random, with every node reachable, self loops and parallel edges. */
  static StateGraph random(int nodes, int edges, long seed) {
    Random random = new Random(seed);
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int i = 0; i < nodes; i++) {
      int value = i;
      builder.node(i, () -> new State(List.of("x"), List.of(Value.of(value))));
    }
    builder.initial(0);
    builder.initial(nodes / 2);
    for (int i = 1; i < nodes; i++) {
      builder.edge(random.nextInt(i), i, Label.of("Grow", Value.of(random.nextInt(3))));
    }
    for (int i = 0; i < edges; i++) {
      builder.edge(
          random.nextInt(nodes),
          random.nextInt(nodes),
          Label.of("Go", Value.of(random.nextInt(3))));
    }
    return builder.build();
  }

  @Test
  void everyTransitionOfRandomGraphsIsCovered() {
    for (int seed = 0; seed < 200; seed++) {
      StateGraph graph = random(1 + seed % 40 + 1, seed % 90, seed);
      for (int hop : new int[] {0, 3, 256}) {
        PathCover.Options options =
            new PathCover.Options(
                hop, 1 + seed % 20, label -> ((Value.Int) label.args().get(0)).value());
        List<Path> paths = PathCover.of(graph, options);
        PathCover.check(graph, paths);
        assertEquals(paths, PathCover.of(graph, options), "the cover is not deterministic");
      }
    }
  }

  @Test
  void theLengthIsBounded() {
    StateGraph graph = random(300, 2000, 7);
    List<Path> paths = PathCover.of(graph, new PathCover.Options(64, 50, null));
    assertTrue(paths.stream().allMatch(path -> path.length() <= 50));
    long steps = PathCover.of(graph).stream().mapToLong(Path::length).sum();
    assertTrue(steps < 4L * graph.edgeCount(), steps + " steps for " + graph);
  }

  @Test
  void theCheckFindsWhatIsMissing() {
    StateGraph graph = random(10, 20, 3);
    List<Path> paths = PathCover.of(graph, new PathCover.Options(0, 3, null));
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> PathCover.check(graph, paths.subList(0, paths.size() / 2)));
    assertTrue(String.valueOf(error.getMessage()).contains("the cover misses"));
    assertThrows(IllegalStateException.class, () -> PathCover.check(graph, List.of()));
    assertThrows(
        IllegalStateException.class,
        () -> PathCover.check(graph, List.of(new Path(1, new int[0]))));
    int elsewhere =
        graph.firstEdge(3) == graph.edgesEnd(3) ? graph.firstEdge(4) : graph.firstEdge(3);
    assertThrows(
        IllegalStateException.class,
        () -> PathCover.check(graph, List.of(new Path(0, new int[] {elsewhere}))));
  }

  @Test
  void anEmptyGraphIsAnError() {
    assertThrows(IllegalStateException.class, () -> PathCover.of(new StateGraph.Builder().build()));
    StateGraph.Builder lonely = new StateGraph.Builder();
    lonely.initial(lonely.node(1, () -> new State(List.of("x"), List.of(Value.of(1)))));
    assertThrows(IllegalStateException.class, () -> PathCover.of(lonely.build()));
  }

  @Test
  void staysWithTheSameAgentWhereItCan() {
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int i = 0; i < 4; i++) {
      int value = i;
      builder.node(i, () -> new State(List.of("x"), List.of(Value.of(value))));
    }
    builder.initial(0);
    builder.edge(0, 1, Label.of("A", Value.of(2)));
    builder.edge(1, 2, Label.of("B", Value.of(1)));
    builder.edge(1, 3, Label.of("B", Value.of(2)));
    StateGraph graph = builder.build();
    Path first =
        PathCover.of(
                graph,
                PathCover.Options.standard()
                    .withAgent(label -> ((Value.Int) label.args().get(0)).value()))
            .get(0);
    assertEquals(Label.of("B", Value.of(2)), graph.label(first.edge(1)));
  }

  /** Two shortest ways lead to node 4; the one found first changes the agent twice. */
  @Test
  void beginsWithAsFewChangesOfAgentAsItCan() {
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int i = 0; i < 5; i++) {
      int value = i;
      builder.node(i, () -> new State(List.of("x"), List.of(Value.of(value))));
    }
    builder.initial(0);
    builder.edge(0, 1, Label.of("A", Value.of(1)));
    builder.edge(1, 2, Label.of("B", Value.of(2)));
    builder.edge(1, 3, Label.of("A", Value.of(1)));
    builder.edge(2, 4, Label.of("A", Value.of(1)));
    builder.edge(3, 4, Label.of("Drop", Value.of(-1)));
    builder.edge(4, 4, Label.of("A", Value.of(1)));
    StateGraph graph = builder.build();
    int[] agents =
        graph.labels().stream().mapToInt(l -> ((Value.Int) l.args().get(0)).value()).toArray();
    Path calm = new CalmPrefixes(graph, new ShortestPaths(graph), agents).to(4);
    assertEquals(List.of(0, 2, 4), Arrays.stream(calm.edges()).boxed().toList());
  }

  @Test
  void prefixesAreShortest() {
    for (int seed = 0; seed < 100; seed++) {
      StateGraph graph = random(2 + seed % 40, seed % 90, seed);
      ShortestPaths shortest = new ShortestPaths(graph);
      int[] agents = new Random(seed).ints(graph.labels().size(), -1, 3).toArray();
      CalmPrefixes calm = new CalmPrefixes(graph, shortest, agents);
      for (int node : shortest.order()) {
        Path prefix = calm.to(node);
        assertEquals(shortest.to(node).length(), prefix.length());
        assertEquals(node, prefix.end(graph));
        assertTrue(
            changes(graph, prefix, agents) <= changes(graph, shortest.to(node), agents),
            prefix::toString);
      }
    }
  }

  private static int changes(StateGraph graph, Path path, int[] agents) {
    int changes = 0;
    int last = -1;
    for (int edge : path.edges()) {
      int agent = agents[graph.labelId(edge)];
      changes += agent >= 0 && agent != last ? 1 : 0;
      last = agent >= 0 ? agent : last;
    }
    return changes;
  }
}
