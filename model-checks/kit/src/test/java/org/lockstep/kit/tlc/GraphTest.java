package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;

/** The graph that TLC walks, and the stepper that must walk the same one. */
class GraphTest {
  private final Path temp;

  GraphTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private CheckRequest buffer() {
    return new Specs(temp)
        .request(
            "BoundedBuffer/BoundedBuffer",
            Specs.BUFFER + "SPECIFICATION Spec\nINVARIANTS TypeOK CapacityInv\n");
  }

  @Test
  void everyGeneratedStateIsAnEdge() {
    Exploration exploration = Tlc.explore(buffer());
    StateGraph graph = exploration.graph();
    assertNotNull(graph);
    assertEquals(exploration.result().distinct(), graph.nodeCount());
    assertEquals(exploration.result().generated() - 1, graph.edgeCount());
    assertEquals(1, graph.initial().length);
    Set<String> labels = new HashSet<>();
    graph.labels().forEach(label -> labels.add(label.toString()));
    assertEquals(
        Set.of("Put(p1)", "Put(p2)", "PutWaits(p1)", "PutWaits(p2)", "Take(c1)", "TakeWaits(c1)"),
        labels);
  }

  @Test
  void twoGraphsAreTheSame() {
    StateGraph one = Tlc.graph(buffer());
    StateGraph two = Tlc.graph(buffer().workers(2));
    for (int edge = 0; edge < one.edgeCount(); edge++) {
      assertEquals(one.label(edge), two.label(edge));
      assertEquals(one.state(one.target(edge)), two.state(two.target(edge)));
    }
  }

  @Test
  void theStepperWalksTheSameGraph() {
    StateGraph graph = Tlc.graph(buffer());
    try (Stepper stepper = Stepper.open(buffer())) {
      assertEquals(List.of(graph.state(graph.initial()[0])), stepper.initial());
      assertEquals(List.of("TypeOK", "CapacityInv"), stepper.invariants());
      for (int node = 0; node < graph.nodeCount(); node++) {
        Set<Step> expected = new HashSet<>();
        for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
          expected.add(new Step(graph.label(edge), graph.state(graph.target(edge))));
        }
        assertEquals(expected, new HashSet<>(stepper.successors(graph.state(node))));
        assertTrue(stepper.holds("TypeOK", graph.state(node)));
      }
      assertThrows(TlcException.class, () -> stepper.holds("NoSuchInv", graph.state(0)));
    }
  }

  @Test
  void aViolatedTemporalPropertyStillHasAGraph() {
    Exploration exploration =
        Tlc.explore(
            new Specs(temp)
                .request(
                    "small/Counter", Specs.COUNTER + "SPECIFICATION Spec\nPROPERTY FullLive\n"));
    assertEquals(Outcome.LIVENESS, exploration.result().outcome());
    StateGraph graph = exploration.graph();
    assertNotNull(graph);
    assertEquals(9, graph.nodeCount());
  }

  @Test
  void aViolatedInvariantHasNoGraph() {
    CheckRequest request =
        new Specs(temp)
            .request("small/Counter", Specs.COUNTER + "SPECIFICATION Spec\nINVARIANT ZeroInv\n");
    assertNull(Tlc.explore(request).graph());
    TlcException refused = assertThrows(TlcException.class, () -> Tlc.graph(request));
    assertTrue(Specs.message(refused).contains("ZeroInv"), refused::toString);
  }

  @Test
  void stateDependentQuantifiersAreRefused() {
    CheckRequest request =
        new Specs(temp).request("small/Mail", "SPECIFICATION Spec\nINVARIANT SmallInv\n");
    TlcException refused = assertThrows(TlcException.class, () -> Tlc.graph(request));
    assertTrue(Specs.message(refused).contains("Receive"), refused::toString);
    assertTrue(Specs.message(refused).contains("constant sets"), refused::toString);
    assertThrows(TlcException.class, () -> Stepper.open(request));
  }

  @Test
  void aLabelIsTheOutermostNameBelowTheLastChoice() {
    CheckRequest request =
        new Specs(temp).request("small/Names", "CONSTANT Procs = {a}\nSPECIFICATION Spec\n");
    Set<String> labels = new HashSet<>();
    Tlc.graph(request).labels().forEach(label -> labels.add(label.toString()));
    assertEquals(Set.of("Begin(a)", "Advance(a)", "Return(a)", "Touch(a)", "Next", "Idle"), labels);
    assertEquals(
        Set.of("Begin", "Advance", "Return", "Touch", "Next", "Idle"),
        Tlc.check(request).actions().keySet());
  }

  @Test
  void symmetryIsRefused() {
    Specs specs = new Specs(temp);
    Path module =
        specs.file(
            "MCCounter.tla",
            "---- MODULE MCCounter ----\nEXTENDS Counter, TLC\nSym == Permutations(Procs)\n====\n");
    CheckRequest request =
        CheckRequest.of(
                module, specs.file("s.cfg", Specs.COUNTER + "SPECIFICATION Spec\nSYMMETRY Sym\n"))
            .searching(Specs.folder("small"));
    TlcException refused = assertThrows(TlcException.class, () -> Tlc.graph(request));
    assertTrue(Specs.message(refused).contains("SYMMETRY"), refused::toString);
  }

  @Test
  void everyKindOfValue() {
    CheckRequest request =
        new Specs(temp)
            .request(
                "small/Kinds", "CONSTANT Thing = thing\nSPECIFICATION Spec\nINVARIANT NumberInv\n");
    StateGraph graph = Tlc.graph(request);
    State state = graph.state(graph.initial()[0]);
    assertEquals(
        "/\\ number = 1 /\\ flag = FALSE /\\ text = \"a\" /\\ thing = thing /\\ tuple = <<1, \"b\", <<>>>>"
            + " /\\ set = {1, 2, 3} /\\ record = [name |-> \"c\", size |-> 2] /\\ function = (thing :> 0)"
            + " /\\ lazy = (0 :> <<{{}, {0}}, {{}, {0}}>> @@ 1 :> <<{{}, {1}}, {{}, {1}}>>)",
        state.toString());
    try (Stepper stepper = Stepper.open(request)) {
      State back = stepper.successors(stepper.successors(state).get(0).target()).get(0).target();
      assertEquals(graph.nodeCount(), 3);
      assertEquals(state.get("number"), back.get("number"));
      assertEquals(state.get("record"), back.get("record"));
    }
  }

  @Test
  void twoSteppersInterleaved() {
    try (Stepper buffer = Stepper.open(buffer());
        Stepper counter =
            Stepper.open(
                CheckRequest.of(
                    Specs.module("small/Counter"),
                    new Specs(temp).file("counter.cfg", Specs.COUNTER + "SPECIFICATION Spec\n")))) {
      State left = buffer.initial().get(0);
      State right = counter.initial().get(0);
      for (int i = 0; i < 20; i++) {
        left = buffer.successors(left).get(0).target();
        right = counter.successors(right).get(0).target();
      }
      assertEquals("(a :> 2 @@ b :> 0)", right.get("count").toString());
      assertTrue(buffer.holds("TypeOK", left));
    }
  }
}
