package org.lockstep.kit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelTest {
  public static final List<Value> VALUES =
      List.of(
          Value.of(false),
          Value.of(true),
          Value.of(-3),
          Value.of(7),
          Value.of("a"),
          Value.of("quote\" and \\"),
          Value.model("t1"),
          Value.seq(),
          Value.seq(Value.of(2)),
          Value.seq(Value.of(1), Value.of(1)),
          Value.set(),
          Value.set(Value.of(2), Value.of(1), Value.of(2)),
          Value.rec(Map.of("a", Value.of(1), "b", Value.set())),
          Value.fun(Map.of(Value.of(0), Value.of(1))),
          Value.fun(Map.of(Value.model("t1"), Value.seq(), Value.model("t2"), Value.of("x"))));

  @Test
  void valuesAreWrittenAsInTla() {
    assertEquals(
        "<<1, TRUE, \"a\", t1>>",
        Value.seq(Value.of(1), Value.of(true), Value.of("a"), Value.model("t1")).toString());
    assertEquals("{1, 2}", Value.set(Value.of(2), Value.of(1), Value.of(2)).toString());
    assertEquals(
        "[a |-> 1, b |-> {}]", Value.rec(Map.of("b", Value.set(), "a", Value.of(1))).toString());
    assertEquals(
        "(0 :> 1 @@ 5 :> 2)",
        Value.fun(Map.of(Value.of(5), Value.of(2), Value.of(0), Value.of(1))).toString());
    assertEquals("\"a\\\"b\"", Value.of("a\"b").toString());
    assertEquals("Enter(t1)", Label.of("Enter", Value.model("t1")).toString());
    assertEquals("Init", Label.of("Init").toString());
  }

  @Test
  void functionsHaveOneRepresentation() {
    assertEquals(
        Value.seq(Value.of(8), Value.of(9)),
        Value.fun(Map.of(Value.of(2), Value.of(9), Value.of(1), Value.of(8))));
    assertEquals(
        Value.rec(Map.of("a", Value.of(1))), Value.fun(Map.of(Value.of("a"), Value.of(1))));
    assertEquals(Value.seq(), Value.rec(Map.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Value.Fun(new TreeMap<>(Map.of(Value.of(1), Value.of(8)))));
    assertThrows(IllegalArgumentException.class, () -> new Value.Rec(new TreeMap<>()));
    assertEquals(Value.of(9), Value.seq(Value.of(8), Value.of(9)).apply(Value.of(2)));
    assertThrows(IllegalArgumentException.class, () -> Value.seq().apply(Value.of(1)));
  }

  @Test
  void theOrderIsTotalAndConsistentWithEquals() {
    for (Value a : VALUES) {
      for (Value b : VALUES) {
        assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
        assertEquals(a.equals(b), a.compareTo(b) == 0);
      }
    }
    List<Value> sorted = new ArrayList<>(VALUES);
    Collections.sort(sorted);
    List<Value> shuffled = new ArrayList<>(VALUES);
    Collections.shuffle(shuffled, new Random(1));
    Collections.sort(shuffled);
    assertEquals(sorted, shuffled);
  }

  @Test
  void aStateNamesItsVariables() {
    State state = new State(List.of("x", "y"), List.of(Value.of(1), Value.of(2)));
    assertEquals(Value.of(2), state.get("y"));
    assertEquals("/\\ x = 1 /\\ y = 2", state.toString());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> state.get("z"));
    assertTrue(String.valueOf(error.getMessage()).contains("[x, y]"));
    assertThrows(IllegalArgumentException.class, () -> new State(List.of("x"), List.of()));
  }

  @Test
  void edgesAreSortedBySourceAndKeptOnce() {
    StateGraph.Builder builder = new StateGraph.Builder();
    int[] supplied = {0};
    for (int i : new int[] {0, 1, 2, 1, 0}) {
      builder.node(
          100 + i,
          () -> {
            supplied[0]++;
            return new State(List.of("x"), List.of(Value.of(i)));
          });
    }
    builder.initial(0);
    builder.initial(0);
    Label a = Label.of("A");
    Label b = Label.of("B");
    builder.edge(1, 2, a);
    builder.edge(0, 1, b);
    builder.edge(0, 1, a);
    builder.edge(0, 1, b);
    builder.edge(1, 1, b);
    StateGraph graph = builder.build();
    assertEquals(3, supplied[0]);
    assertEquals(3, graph.nodeCount());
    assertEquals(4, graph.edgeCount());
    assertEquals(1, graph.initial().length);
    assertEquals(List.of(a, b), graph.labels());
    assertEquals(b, graph.label(0));
    assertEquals(a, graph.label(1));
    assertEquals(2, graph.firstEdge(1));
    assertEquals(4, graph.edgesEnd(1));
    assertEquals(1, graph.target(graph.edge(1, b)));
    assertEquals(-1, graph.edge(2, a));
    assertEquals(1, graph.source(3));
    assertThrows(IllegalArgumentException.class, () -> builder.edge(0, 9, a));
    assertEquals(new Path(0, new int[] {0, 2}), new ShortestPaths(graph).to(2));
  }

  @Test
  void manyParallelEdgesAreKeptOnceToo() {
    StateGraph.Builder builder = new StateGraph.Builder();
    builder.node(0, () -> new State(List.of("x"), List.of(Value.of(0))));
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        builder.edge(0, 0, Label.of("A", Value.of(i)));
      }
    }
    assertEquals(100, builder.build().edgeCount());
  }

  @Test
  void aTraceFits() {
    State state = new State(List.of("x"), List.of(Value.of(0)));
    Label label = Label.of("A");
    assertThrows(IllegalArgumentException.class, () -> Trace.of(List.of(state), List.of(label)));
    assertThrows(IllegalArgumentException.class, () -> Trace.of(List.of(), List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Trace(List.of(state), List.of(), 1, Map.of()));
    assertTrue(new Trace(List.of(state), List.of(label), 0, Map.of()).endsStuttering());
    assertNotEquals(
        Trace.of(List.of(state), List.of()), Trace.of(List.of(state, state), List.of(label)));
  }

  @Test
  void aLassoIsUnrolled() {
    List<State> states =
        List.of(0, 1, 2).stream()
            .map(i -> new State(List.of("x"), List.of(Value.of((int) i))))
            .toList();
    List<Label> labels = List.of(Label.of("Stem"), Label.of("There"), Label.of("Back"));
    Trace twice = new Trace(states, labels, 1, Map.of()).unrolled(2);
    assertEquals(
        "[Stem, There, Back, There, Back]",
        twice.labels().stream().map(Label::action).toList().toString());
    assertEquals(
        List.of(0, 1, 2, 1, 2, 1),
        twice.states().stream().map(s -> Integer.valueOf(s.get("x").toString())).toList());
    assertFalse(twice.isLasso());
    Trace stutters = new Trace(states, labels.subList(0, 2), 2, Map.of());
    assertEquals(labels.subList(0, 2), stutters.unrolled(5).labels());
  }
}
