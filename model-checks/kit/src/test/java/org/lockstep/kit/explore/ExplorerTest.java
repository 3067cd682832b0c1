package org.lockstep.kit.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Specs;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.Tlc;
import org.lockstep.kit.tlc.TlcException;

/** Our graph and TLC's are the same, and where they are not, the first difference is named. */
class ExplorerTest {
  private static final String COUNTER = "CONSTANTS Procs = {a, b}\nBound = 2\n";
  private static final String BUFFER =
      "CONSTANTS Producers = {p1, p2}\nConsumers = {c1}\nCapacity = 1\n";

  private final Path temp;

  ExplorerTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static StateGraph explore(CheckRequest request) {
    try (Stepper stepper = Stepper.open(request)) {
      return Explorer.explore(stepper, 10_000);
    }
  }

  private CheckRequest counter() {
    return new Specs(temp).request("small/Counter", COUNTER + "SPECIFICATION Spec\n");
  }

  @ParameterizedTest
  @CsvSource({
    "small/Counter",
    "BoundedBuffer/BoundedBuffer",
    "small/Names",
    "small/Kinds",
    "fair/Fair"
  })
  void bothGraphsAreTheSame(String module) {
    String constants =
        switch (module) {
          case "small/Counter" -> COUNTER;
          case "small/Names" -> "CONSTANT Procs = {a}\n";
          case "small/Kinds" -> "CONSTANT Thing = thing\n";
          case "fair/Fair" -> "CONSTANT Procs = {\"p1\", \"p2\"}\n";
          default -> BUFFER;
        };
    CheckRequest request = new Specs(temp).request(module, constants + "SPECIFICATION Spec\n");
    StateGraph theirs = Tlc.graph(request);
    GraphComparison comparison = GraphComparison.of(explore(request), theirs);
    assertTrue(comparison.agrees(), comparison::toString);
    assertEquals(theirs.nodeCount(), comparison.statesAgree());
    assertEquals(theirs.edgeCount(), comparison.transitionsAgree());
  }

  @Test
  void aConstraintCutsBothGraphsAlike() {
    Specs specs = new Specs(temp);
    Path module =
        specs.file(
            "MCCounter.tla",
            "---- MODULE MCCounter ----\nEXTENDS Counter\nFew == \\A p \\in Procs : count[p] < 2\n====\n");
    Path folder = java.util.Objects.requireNonNull(Specs.module("small/Counter").getParent());
    CheckRequest request =
        CheckRequest.of(
                module, specs.file("c.cfg", COUNTER + "SPECIFICATION FairSpec\nCONSTRAINT Few\n"))
            .searching(folder);
    StateGraph ours = explore(request);
    assertEquals(4, ours.nodeCount());
    assertTrue(GraphComparison.of(ours, Tlc.graph(request)).agrees());
    // What a constraint cuts off is a step that exists.
    assertEquals("{}", Fairness.of(request).truths().deadlocks().toString());
  }

  @Test
  void deadlocksAreFound() {
    Specs specs = new Specs(temp);
    Path module =
        specs.file(
            "Stops.tla",
            "---- MODULE Stops ----\nEXTENDS Naturals\nVARIABLE n\nUp == n < 3 /\\ n' = n + 1\nSpec == n = 0 /\\ [][Up]_n\n====\n");
    Fairness stops =
        Fairness.of(CheckRequest.of(module, specs.file("s.cfg", "SPECIFICATION Spec\n")));
    assertEquals("{3}", stops.truths().deadlocks().toString());
    assertEquals("{}", Fairness.of(counter()).truths().deadlocks().toString());
  }

  @Test
  void aModelLargerThanTheLimitIsAnErrorAndNoGraph() {
    try (Stepper stepper = Stepper.open(counter())) {
      assertEquals(9, Explorer.explore(stepper, 9).nodeCount());
      TlcException refused = assertThrows(TlcException.class, () -> Explorer.explore(stepper, 8));
      assertTrue(String.valueOf(refused.getMessage()).contains("stops at 8 states"));
    }
  }

  @Test
  void aMissingEdgeIsNamed() {
    StateGraph whole = explore(counter());
    StateGraph less = copy(whole, edge -> edge != 5, edge -> whole.label(edge), 0);
    assertDifference(whole, less, "only ours has the step " + whole.label(5) + " from ");
    assertDifference(less, whole, "only TLC has the step " + whole.label(5) + " from ");
    assertEquals(whole.edgeCount() - 1, GraphComparison.of(whole, less).transitionsAgree());
  }

  @Test
  void aNodeTooManyIsNamed() {
    StateGraph whole = explore(counter());
    StateGraph more = copy(whole, edge -> true, whole::label, 1);
    assertDifference(whole, more, "only TLC has the state /\\ n = 77");
    assertDifference(more, whole, "only ours has the state /\\ n = 77");
    assertEquals(whole.nodeCount(), GraphComparison.of(more, whole).statesAgree());
  }

  @Test
  void aChangedLabelIsNamed() {
    StateGraph whole = explore(counter());
    StateGraph other =
        copy(whole, edge -> true, edge -> edge == 3 ? Label.of("Wrong") : whole.label(edge), 0);
    assertDifference(whole, other, "only TLC has the step Wrong from ");
    assertDifference(other, whole, "only TLC has the step " + whole.label(3));
  }

  @Test
  void anotherStartIsNamed() {
    StateGraph one = pair(0);
    assertTrue(GraphComparison.of(one, pair(0)).agrees());
    assertDifference(one, pair(1), "only ours starts in /\\ n = 1");
  }

  private static StateGraph pair(int start) {
    StateGraph.Builder builder = new StateGraph.Builder();
    builder.node(1, () -> state(1));
    builder.node(2, () -> state(2));
    builder.initial(start);
    builder.edge(0, 1, Label.of("Go"));
    builder.edge(1, 0, Label.of("Back"));
    return builder.build();
  }

  private static void assertDifference(StateGraph ours, StateGraph theirs, String expected) {
    GraphComparison comparison = GraphComparison.of(ours, theirs);
    assertTrue(String.valueOf(comparison.difference()).startsWith(expected), comparison::toString);
  }

  private static State state(int value) {
    return new State(java.util.List.of("n"), java.util.List.of(Value.of(value)));
  }

  private static StateGraph copy(
      StateGraph graph, IntPredicate keep, java.util.function.IntFunction<Label> label, int extra) {
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int i = 0; i < graph.nodeCount(); i++) {
      State state = graph.state(i);
      builder.node(i, () -> state);
    }
    for (int i = 0; i < extra; i++) {
      builder.node(-1 - i, () -> state(77));
    }
    builder.initial(graph.initial()[0]);
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      if (keep.test(edge)) {
        builder.edge(graph.source(edge), graph.target(edge), label.apply(edge));
      }
    }
    return builder.build();
  }
}
