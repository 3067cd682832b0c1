package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.FaultRun;
import org.lockstep.gate.engine.Refusal;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.report.Report;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.ReplayResult;

/**
 * A result is used again while everything that it depends on is the same, and not a moment longer.
 */
class ReuseTest {
  private static final String MODULE =
      """
      ---- MODULE Turn ----
      EXTENDS Naturals
      VARIABLE n
      Init == n = 0
      Up == n < 2 /\\ n' = n + 1
      Down == n = 2 /\\ n' = 0
      Spec == Init /\\ [][Up \\/ Down]_n
      Small == n < 3
      ====
      """;
  private static final String BROKEN =
      """
      ---- MODULE Stuck ----
      EXTENDS Turn
      Fault_Down == FALSE /\\ n' = 0
      ====
      """;
  private static final String OVERSHOOT =
      """
      ---- MODULE Overshoot ----
      EXTENDS Turn
      Fault_Up == n' = n + 1
      ====
      """;
  private static final String MANIFEST =
      """
      {"module": "Turn", "variables": {"abstract": [], "history": []}, "environment": [],
       "client": [], "models": [
         {"name": "Turn", "module": "Turn.tla", "cfg": "Turn.cfg", "tier": "small",
          "replay": true, "expect": "held"}],
       "faults": [
         {"name": "Stuck", "module": "Stuck.tla", "cfg": "Stuck.cfg", "expect": "deadlock",
          "engines": ["one", "two"], "harm": "nobody moves"},
         {"name": "Overshoot", "module": "Overshoot.tla", "cfg": "Overshoot.cfg",
          "expect": "invariant", "violates": "Small", "engines": ["one"], "harm": "too far"}]}
      """;

  private final Engine one = new Engine("one");
  private final Engine two = new Engine("two");

  @TempDir Path root = Path.of("");

  @BeforeEach
  void aModuleThatHolds() throws IOException {
    write("Turn.tla", MODULE);
    write("Turn.cfg", "SPECIFICATION Spec\nINVARIANT Small\n");
    write("Stuck.tla", BROKEN);
    write("Stuck.cfg", "SPECIFICATION Spec\nINVARIANT Small\nCONSTANT Down <- Fault_Down\n");
    write("Overshoot.tla", OVERSHOOT);
    write("Overshoot.cfg", "SPECIFICATION Spec\nINVARIANT Small\nCONSTANT Up <- Fault_Up\n");
    write("manifest.json", MANIFEST);
    pin();
    assertEquals(0, verify().exitCode());
    one.forget();
    two.forget();
  }

  @Test
  void nothingChanged() {
    Report report = verify();
    assertEquals(0, report.exitCode(), report.failures()::toString);
    assertEquals(
        List.of(
            "Turn Overshoot",
            "Turn Overshoot on one",
            "Turn Stuck",
            "Turn Stuck on one",
            "Turn Stuck on two",
            "Turn Turn",
            "Turn Turn (second opinion)",
            "Turn Turn on one",
            "Turn Turn on two"),
        List.copyOf(new TreeSet<>(report.reused())));
    assertEquals(List.of(), one.done());
    assertEquals(List.of(), two.done());
    assertEquals(2, report.replay().size());
    assertEquals(5, report.faults().size());
  }

  @Test
  void anEnginesCodeChanges() {
    two.sound = "changed";
    Report report = verify();
    assertEquals(List.of(), one.done());
    assertEquals(List.of("replay Turn", "fault Stuck"), two.done());
    assertTrue(report.reused().contains("Turn Turn on one"), report.reused()::toString);
  }

  @Test
  void onlyTheFaultyCodeChanges() {
    one.faulty = "changed";
    verify();
    assertEquals(List.of("fault Stuck", "fault Overshoot"), one.done());
    assertEquals(List.of(), two.done());
  }

  @Test
  void aCfgChanges() throws IOException {
    write("Overshoot.cfg", "SPECIFICATION Spec\nINVARIANTS Small\nCONSTANT Up <- Fault_Up\n");
    assertEquals(1, verify().exitCode(), "the numbers are stale");
    pin();
    one.forget();
    assertEquals(0, verify().exitCode());
    assertEquals(List.of("fault Overshoot"), one.done());
    assertEquals(List.of(), two.done());
  }

  @Test
  void thePromiseChanges() throws IOException {
    Path manifest = root.resolve("specs/Turn/manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("\"distinct\" : 3", "\"distinct\" : 4"));
    Report report = verify();
    assertEquals(1, report.exitCode());
    assertTrue(
        report.failures().stream().anyMatch(f -> f.contains("expected 4 distinct states")),
        report.failures()::toString);
  }

  @Test
  void aFailureIsNeverKept() {
    two.sound = "broken";
    two.breaks = true;
    assertEquals(1, verify().exitCode());
    two.forget();
    assertEquals(1, verify().exitCode(), "a failure must come again");
    assertTrue(two.done().contains("replay Turn"));
  }

  @Test
  void aResultCutInHalfIsNone() throws IOException {
    for (Path file : Files.list(root.resolve("target/lockstep/results")).toList()) {
      Files.writeString(file, Files.readString(file).substring(0, 9));
    }
    Report report = verify();
    assertEquals(0, report.exitCode());
    assertEquals(List.of(), report.reused());
    assertEquals(List.of("replay Turn", "fault Stuck"), two.done());
  }

  private Report verify() {
    Workspace workspace = new Workspace(root);
    return new Verify(
            new Verify.Request(
                workspace,
                workspace.manifests(null),
                TierSet.SMALL,
                List.of(one, two),
                1,
                true,
                null),
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()))
        .run();
  }

  private void pin() {
    Manifest manifest = new Workspace(root).manifest("Turn");
    List<Target> targets =
        manifest.entries().stream().map(entry -> new Target(manifest, entry)).toList();
    Manifest measured = manifest;
    for (Run run : new ModelChecks(SmallTier.quiet(), null).run(targets)) {
      measured = measured.measured(run.target().name(), run.result());
    }
    measured.write();
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve("specs/Turn").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** An engine that notes what it is asked to do. */
  private static final class Engine implements EngineUnderTest {
    private final String name;
    private final List<String> done = new java.util.ArrayList<>();
    String sound = "sound";
    String faulty = "faulty";
    boolean breaks;

    Engine(String name) {
      this.name = name;
    }

    List<String> done() {
      return List.copyOf(done);
    }

    void forget() {
      done.clear();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<String> absence() {
      return Optional.empty();
    }

    @Override
    public String soundCode() {
      return sound;
    }

    @Override
    public String faultyCode() {
      return faulty;
    }

    @Override
    public Alphabet alphabet(String module) {
      return Alphabet.builder().environment("Up", "Down").build();
    }

    @Override
    public ReplayResult replay(
        Target target, StateGraph graph, List<org.lockstep.kit.model.Path> paths) {
      done.add("replay " + target.name());
      int all = graph.edgeCount();
      return new ReplayResult(all, breaks ? 0 : all, 1, all, 0, all, all, 1, null);
    }

    @Override
    public ReplayResult replay(Target target, Trace trace) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FaultRun driveFault(Target fault, Trace trace, int runs) {
      done.add("fault " + fault.name());
      return new FaultRun(runs, runs, "harm", null);
    }

    @Override
    public Refusal refuse(Target fault, Trace trace) {
      return new Refusal("step 0", null, null);
    }
  }
}
