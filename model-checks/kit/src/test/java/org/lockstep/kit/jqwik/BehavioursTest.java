package org.lockstep.kit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.BufferModel;

class BehavioursTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1", "p2"), List.of("c1"), 1);

  @Provide
  Arbitrary<Path> walks() {
    return Behaviours.walks(GRAPH, 60);
  }

  @Provide
  Arbitrary<Path> coverPaths() {
    return Behaviours.coverPaths(GRAPH);
  }

  @Property(tries = 100)
  void walksAreBehaviours(@ForAll("walks") Path path) {
    assertLegal(path);
  }

  @Property(tries = 20)
  void pathsOfTheCoverAreBehaviours(@ForAll("coverPaths") Path path) {
    assertLegal(path);
  }

  private static void assertLegal(Path path) {
    int node = path.start();
    assertEquals(GRAPH.initial()[0], node);
    for (int step = 0; step < path.length(); step++) {
      assertEquals(node, GRAPH.source(path.edge(step)));
      node = GRAPH.target(path.edge(step));
    }
  }

  private static boolean failing(Path path) {
    for (int step = 0; step < path.length(); step++) {
      if (GRAPH.label(path.edge(step)).action().equals("Unlock")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aFailingBehaviourShrinksToAShorterLegalOne() {
    Shrinkable<Path> current = Behaviours.walks(GRAPH, 200).generator(100).next(new Random(5));
    assertTrue(failing(current.value()));
    while (true) {
      Shrinkable<Path> best = current;
      for (Shrinkable<Path> shorter : (Iterable<Shrinkable<Path>>) current.shrink()::iterator) {
        assertLegal(shorter.value());
        assertTrue(shorter.value().length() < current.value().length());
        if (failing(shorter.value())) {
          best = shorter;
          break;
        }
      }
      if (best == current) {
        break;
      }
      current = best;
    }
    Path shrunk = current.value();
    assertTrue(shrunk.length() <= 12, shrunk::toString);
    assertEquals("Unlock", GRAPH.label(shrunk.edge(shrunk.length() - 1)).action());
    assertNull(
        current.shrink().filter(shorter -> failing(shorter.value())).findFirst().orElse(null));
  }
}
