package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.kit.explore.FairnessCheck;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;

/** Our own search agrees with TLC on every model, and where one of both is wrong, that is said. */
class SecondOpinionTest {
  private static final TraceFiles TRACES = new TraceFiles(Workspace.find());

  @TempDir Path temp = Path.of("");

  private static Target target(String module, String entry) {
    Manifest manifest = Workspace.find().manifest(module);
    return new Target(manifest, manifest.entry(entry));
  }

  private static Findings asked(List<Run> runs, TierSet tiers) {
    Findings findings = new Findings();
    new SecondOpinion(findings, TRACES, SmallTier.noReuse(), tiers).ask(runs);
    return findings;
  }

  private static void agrees(Target... targets) {
    List<Run> runs = new ModelChecks(SmallTier.quiet(), null).run(List.of(targets));
    Findings findings = asked(runs, TierSet.PUSH);
    assertEquals(List.of(), findings.failures());
    assertEquals(targets.length, findings.opinions.size());
    for (OpinionRow row : findings.opinions) {
      assertTrue(row.agrees());
      assertEquals(1, row.properties(), row::toString);
    }
  }

  @Test
  void everyReplayedModelHasTheSameGraph() {
    for (String module : List.of("StreamPool", "EncodingLock")) {
      List<Run> runs = SmallTier.replayed(module);
      Findings findings = asked(runs, TierSet.SMALL);
      assertEquals(List.of(), findings.failures());
      assertEquals(runs.size(), findings.opinions.size());
      for (OpinionRow row : findings.opinions) {
        assertEquals(row.states(), row.statesAgree());
        assertEquals(row.transitions(), row.transitionsAgree());
        assertTrue(row.transitions() > 0 && row.invariants() > 0, row::toString);
      }
    }
  }

  @Test
  void everyLivenessFaultAndTheSmallerLiveModelHaveTheSameVerdict() {
    agrees(
        target("StreamPool", "CloseNeverReturns"),
        target("EncodingLock", "Overtaking"),
        target("EncodingLock", "MCEncodingLock_live"));
  }

  @Test
  void aModelWithoutGraphIsAskedAboutFromThePushTierOn() {
    List<Run> runs =
        new ModelChecks(SmallTier.quiet(), null)
            .run(
                List.of(
                    target("EncodingLock", "MCEncodingLock_partial_Projection"),
                    target("StreamPool", "MCStreamPool_reach_Refused")));
    assertEquals(0, asked(runs, TierSet.SMALL).opinions.size());
    Findings findings = asked(runs, TierSet.PUSH);
    assertEquals(List.of(), findings.failures());
    assertEquals(
        List.of("invariant", "invariant"),
        findings.opinions.stream().map(OpinionRow::verdict).toList());
  }

  private static Run smallest() {
    return SmallTier.smallest("StreamPool");
  }

  private static String onlyFailure(Run run) {
    Findings findings = asked(List.of(run), TierSet.SMALL);
    assertEquals(1, findings.failures().size(), findings.failures()::toString);
    assertEquals(1, findings.exitCode().code());
    assertFalse(findings.opinions.get(0).agrees());
    return findings.failures().get(0);
  }

  @Test
  void anEdgeThatTlcMissesIsNamed() {
    StateGraph graph = SmallTier.graph(smallest());
    String failure = onlyFailure(with(copy(graph, edge -> edge != 7, graph::label, false)));
    assertTrue(failure.contains("only ours has the step " + graph.label(7)), failure);
  }

  @Test
  void aStateTooManyInTlcsGraphIsNamed() {
    StateGraph graph = SmallTier.graph(smallest());
    String failure = onlyFailure(with(copy(graph, edge -> true, graph::label, true)));
    assertTrue(failure.contains("only TLC has the state"), failure);
  }

  @Test
  void aChangedLabelIsNamed() {
    StateGraph graph = SmallTier.graph(smallest());
    IntFunction<Label> labels = edge -> edge == 7 ? Label.of("Wrong") : graph.label(edge);
    String failure = onlyFailure(with(copy(graph, edge -> true, labels, false)));
    assertTrue(failure.contains("Wrong"), failure);
  }

  @Test
  void aWrongNumberOfStatesIsNamed() {
    Run run = smallest();
    CheckResult wrong = result(Outcome.HELD, run.result().distinct() - 1);
    String failure = onlyFailure(new Run(run.target(), wrong, run.graph()));
    assertTrue(failure.contains("states, our own search " + run.result().distinct()), failure);
  }

  @Test
  void aViolationThatTlcMissesIsNamedWithOurCounterexample() {
    Target target = target("EncodingLock", "Overtaking");
    Findings findings = new Findings();
    Opinion opinion = Opinion.on(target.entry().request(target.manifest()));
    Run missed = new Run(target, result(Outcome.HELD, opinion.graph().nodeCount()), null);
    new SecondOpinion(findings, TRACES, SmallTier.noReuse(), TierSet.SMALL)
        .judge(missed, opinion, 0);
    assertEquals(1, findings.failures().size());
    String failure = findings.failures().get(0);
    assertTrue(
        failure.contains("TLC says held, our own check liveness [CallsReturnLive]"), failure);
    assertTrue(failure.contains("opinion.itf.json"), failure);
  }

  /** In TLC's place our check must give the same verdict and, with one worker, the same counts. */
  @Test
  void anOwnRunIsLikeTlcs() {
    for (Target target :
        List.of(
            target("StreamPool", "MCStreamPool_live_staying"),
            target("StreamPool", "MCStreamPool_turn"),
            target("StreamPool", "CloseNeverReturns"))) {
      CheckRequest request = target.entry().request(target.manifest());
      CheckResult own = OwnRun.of(target, request).result();
      CheckResult tlc = Tlc.check(request);
      assertEquals(tlc.outcome(), own.outcome());
      assertEquals(tlc.exitCode(), own.exitCode());
      assertEquals(tlc.violated(), own.violated());
      assertEquals(tlc.distinct(), own.distinct());
      assertEquals(tlc.depth(), own.depth());
      assertEquals(tlc.measuredOn(), own.measuredOn());
    }
  }

  @Test
  void aFairnessThatLosesAConjunctHasAnotherVerdict() {
    Target target = target("EncodingLock", "MCEncodingLock_live");
    Opinion whole = Opinion.on(target.entry().request(target.manifest()));
    assertEquals(Outcome.HELD, whole.outcome());
    assertEquals(2, whole.spec().fairness().size());
    for (int i = 0; i < 2; i++) {
      var fewer = whole.spec().without(i);
      Opinion weaker =
          new Opinion(
              whole.graph(),
              whole.truths(),
              fewer,
              FairnessCheck.check(whole.graph(), fewer, whole.truths()));
      CheckResult tlc = result(Outcome.HELD, whole.graph().nodeCount());
      assertEquals(List.of(), whole.differences(tlc, null));
      assertEquals(1, weaker.differences(tlc, null).size(), "without conjunct " + i);
    }
  }

  @Test
  void whatOurCheckCannotReadIsNoPass() throws IOException {
    Files.writeString(
        temp.resolve("Open.tla"),
        "---- MODULE Open ----\nEXTENDS Naturals\nVARIABLES x, y\nUp == x < 2 /\\ x' = x + 1\n"
            + "Init == x = 0 /\\ y = 0\nNext == (Up \\/ (x = 2 /\\ x' = 0)) /\\ y' = y\n"
            + "Spec == Init /\\ [][Next]_<<x, y>> /\\ WF_x(Up)\nUpLive == <>(x = 2)\n====\n");
    Files.writeString(temp.resolve("Open.cfg"), "SPECIFICATION Spec\nPROPERTY UpLive\n");
    Files.writeString(
        temp.resolve("manifest.json"),
        "{\"module\": \"Open\", \"variables\": {\"abstract\": [], \"history\": []}, \"environment\": [],"
            + " \"client\": [], \"models\": [{\"name\": \"Open\", \"module\": \"Open.tla\","
            + " \"cfg\": \"Open.cfg\", \"tier\": \"live\", \"expect\": \"held\"}], \"faults\": []}");
    Manifest manifest = Manifest.read(temp.resolve("manifest.json"));
    Target target = new Target(manifest, manifest.entry("Open"));
    List<Run> runs = new ModelChecks(SmallTier.quiet(), null).run(List.of(target));
    assertEquals(
        Outcome.HELD, runs.get(0).result().outcome(), () -> runs.get(0).result().summary());
    Findings findings = asked(runs, TierSet.PUSH);
    assertEquals(1, findings.failures().size());
    assertTrue(
        findings.failures().get(0).contains("without a value"), findings.failures()::toString);
    assertEquals(2, findings.exitCode().code());
  }

  private static Run with(StateGraph graph) {
    return new Run(smallest().target(), smallest().result(), graph);
  }

  private static CheckResult result(Outcome outcome, long distinct) {
    return new CheckResult(
        outcome, 0, null, distinct, distinct, 0, 1, 0, 1, false, Map.of(), null, List.of(), 0, "");
  }

  private static StateGraph copy(
      StateGraph graph, IntPredicate keep, IntFunction<Label> label, boolean extra) {
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int node = 0; node < graph.nodeCount(); node++) {
      State state = graph.state(node);
      builder.node(node, () -> state);
    }
    if (extra) {
      State odd = new State(List.of("odd"), List.of(org.lockstep.kit.model.Value.of(1)));
      builder.node(-1, () -> odd);
    }
    for (int node : graph.initial()) {
      builder.initial(node);
    }
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      if (keep.test(edge)) {
        builder.edge(graph.source(edge), graph.target(edge), label.apply(edge));
      }
    }
    return builder.build();
  }
}
