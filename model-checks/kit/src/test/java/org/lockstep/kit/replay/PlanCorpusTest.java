package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.BufferPlanEngine.Fault;
import org.lockstep.kit.replay.PlanCorpus.Corpus;
import org.lockstep.kit.replay.PlanCorpus.Head;

/** What a corpus says is what a replay in the JVM would do. */
class PlanCorpusTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1", "p2"), List.of("c1"), 1);
  private static final List<Path> PATHS =
      PathCover.of(GRAPH, PathCover.Options.standard().withAgent(BufferModel.ALPHABET::agent));
  private static final BufferPlanEngine ENGINE = new BufferPlanEngine(Fault.NONE);
  private static final int WIDTH = ENGINE.rowLength() - 1;

  private static Head head(int width) {
    return new Head(
        "Buffer",
        "MCBuffer",
        "sha256:0",
        List.of("p1", "p2", "c1"),
        new int[] {2, 1},
        Map.of("all", width),
        List.of("Lock", "Unlock"));
  }

  private static Corpus corpus(long mostSteps) {
    return PlanCorpus.of(head(WIDTH), GRAPH, PATHS, ENGINE, BufferModel.ALPHABET, mostSteps);
  }

  @Test
  void everyRowAndStepCanBeReadBack() {
    Corpus corpus = corpus(Long.MAX_VALUE);
    assertEquals(GRAPH.edgeCount(), corpus.transitions());
    assertEquals(PATHS.size(), corpus.paths());
    PlanIndex<?> index = new PlanIndex<>(GRAPH, ENGINE, BufferModel.ALPHABET);
    List<int[]> states = new ArrayList<>();
    int number = 0;
    for (String line : corpus.text().lines().toList()) {
      String[] words = line.split(" ");
      if (words[0].equals("start")) {
        states.add(Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray());
      } else if (words[0].equals("state")) {
        int[] row = states.get(Integer.parseInt(words[1])).clone();
        for (int i = 2; i < words.length; i++) {
          String[] change = words[i].split("=");
          row[Integer.parseInt(change[0])] = Integer.parseInt(change[1]);
        }
        states.add(row);
      } else if (words[0].equals("path")) {
        Path path = PATHS.get(number++);
        assertEquals(path.length(), words.length - 2);
        assertArrayEquals(index.row(path.start()), states.get(Integer.parseInt(words[1])));
        for (int step = 0; step < path.length(); step++) {
          String[] taken = words[step + 2].split(":");
          int edge = path.edge(step);
          assertEquals(GRAPH.labelId(edge), Integer.parseInt(taken[0]));
          assertArrayEquals(index.row(GRAPH.target(edge)), states.get(Integer.parseInt(taken[1])));
        }
      }
    }
    assertEquals(PATHS.size(), number);
    assertEquals(corpus.states(), states.size());
  }

  @Test
  void theSameIsWrittenEachTime() {
    assertEquals(corpus(Long.MAX_VALUE), corpus(Long.MAX_VALUE));
  }

  @Test
  void aBoundCutsBetweenPathsAndElseTheFirst() {
    long two = PATHS.get(0).length() + PATHS.get(1).length();
    assertEquals(2, corpus(two).paths());
    assertEquals(two, corpus(two).steps());
    assertEquals(1, corpus(two - 1).paths());
    assertEquals(3, corpus(3).steps());
    assertTrue(corpus(3).text().contains(" 1 " + PATHS.size() + " 3 3 " + GRAPH.edgeCount()));
  }

  @Test
  void whatWouldCheckNothingIsRefused() {
    assertThrows(Misuse.class, () -> corpus(0));
    assertThrows(
        Misuse.class,
        () -> PlanCorpus.of(head(WIDTH + 1), GRAPH, PATHS, ENGINE, BufferModel.ALPHABET, 10));
  }
}
