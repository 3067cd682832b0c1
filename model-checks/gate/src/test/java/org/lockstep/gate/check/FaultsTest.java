package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.FaultRun;
import org.lockstep.gate.engine.Refusal;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.ReplayResult;

/** Every planted fault is caught, and a fault that is not would be noticed. */
class FaultsTest {
  private static final int RUNS = 20;
  private static final TraceFiles TRACES = new TraceFiles(Workspace.find());

  private static List<EngineUnderTest> present() {
    return Engines.named(null).stream().filter(engine -> engine.absence().isEmpty()).toList();
  }

  @TestFactory
  Stream<DynamicTest> everyFaultIsCaught() {
    Workspace workspace = Workspace.find();
    List<Target> targets =
        workspace.manifests(null).stream()
            .flatMap(manifest -> manifest.faults().stream().map(f -> new Target(manifest, f)))
            .toList();
    assertFalse(targets.isEmpty());
    return new ModelChecks(SmallTier.quiet(), null)
        .run(targets).stream().map(run -> dynamicTest(run.target().toString(), () -> caught(run)));
  }

  private static void caught(Run run) {
    assertTrue(run.isAsPromised(), () -> run.result().summary());
    Findings findings = new Findings();
    new FaultChecks(present(), findings, TRACES, SmallTier.noReuse(), RUNS).check(run);
    assertEquals(List.of(), findings.failures());
    assertTrue(findings.faults.stream().allMatch(row -> row.caught()));
  }

  @Test
  void aFaultWithoutHarmIsNotCaught() {
    assertFailure(
        new FaultRun(3, 2, "broke", "one run went well"), sound("step 1", null), "only 2 of 3");
  }

  @Test
  void aCheckThatAlsoFailsOnTheSoundEngineTellsNothing() {
    assertFailure(new FaultRun(3, 3, "broke", null), sound("step 1", "broke"), "tells nothing");
  }

  @Test
  void aScheduleThatTheSoundEngineTakesIsNotCaught() {
    assertFailure(new FaultRun(3, 3, "broke", null), sound(null, null), "whole schedule");
  }

  private static Refusal sound(@Nullable String step, @Nullable String harm) {
    return new Refusal(step, null, harm);
  }

  private static void assertFailure(FaultRun faulty, Refusal sound, String expected) {
    Manifest manifest = Workspace.find().manifest("StreamPool");
    Target target = new Target(manifest, manifest.entry("AliasedBinding"));
    Run run = new ModelChecks(SmallTier.quiet(), null).run(List.of(target)).get(0);
    Findings findings = new Findings();
    new FaultChecks(
            List.of(new Pretended(faulty, sound)), findings, TRACES, SmallTier.noReuse(), RUNS)
        .check(run);
    assertEquals(1, findings.failures().size());
    assertTrue(findings.failures().get(0).contains(expected), () -> findings.failures().get(0));
    assertFalse(findings.faults.get(1).caught());
  }

  @Test
  void anOverriddenActionIsCalledByItsOwnName() {
    Label plain = FaultTrace.plain(Label.of("Fault_Enter", Value.model("a")));
    assertEquals("Enter(a)", plain.toString());
    assertNotNull(FaultTrace.plain(Label.of("Enter")));
  }

  /** An engine that answers as told. */
  private record Pretended(FaultRun faulty, Refusal sound) implements EngineUnderTest {
    @Override
    public String name() {
      return "java";
    }

    @Override
    public Optional<String> absence() {
      return Optional.empty();
    }

    @Override
    public String soundCode() {
      return "sound";
    }

    @Override
    public String faultyCode() {
      return "faulty";
    }

    @Override
    public Alphabet alphabet(String module) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReplayResult replay(Target target, StateGraph graph, List<Path> paths) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReplayResult replay(Target target, Trace trace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FaultRun driveFault(Target fault, Trace trace, int runs) {
      return faulty;
    }

    @Override
    public Refusal refuse(Target fault, Trace trace) {
      return sound;
    }
  }
}
