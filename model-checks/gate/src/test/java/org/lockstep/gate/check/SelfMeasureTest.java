package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.link.Specs;
import org.lockstep.gate.report.Report;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;

/** Properties that nothing violates and actions that nothing takes are found where planted. */
class SelfMeasureTest {
  private static final String TINY =
      """
      ---- MODULE Tiny ----
      EXTENDS Naturals
      CONSTANT Far
      VARIABLE n
      Init == n = 0
      Up == n < 2 /\\ n' = n + 1
      Down == n = 2 /\\ n' = 0
      Jump == n = Far /\\ n' = 0
      Spec == Init /\\ [][Up \\/ Down \\/ Jump]_n
      Small == n < 3
      ====
      """;
  private static final String MANIFEST =
      """
      {"module": "Tiny", "variables": {"abstract": [], "history": []}, "environment": [],
       "client": [], "models": [
         {"name": "far", "module": "Tiny.tla", "cfg": "far.cfg", "tier": "small",
          "replay": true, "expect": "held"},
         {"name": "near", "module": "Tiny.tla", "cfg": "near.cfg", "tier": "push",
          "expect": "held"}], "faults": []}
      """;

  @TempDir Path root = Path.of("");

  @Test
  void everyPropertyIsViolatedByAFaultOrExcused() {
    for (Manifest manifest : Workspace.find().manifests(null)) {
      assertEquals(List.of(), vacuity(manifest));
    }
  }

  @Test
  void anInvariantThatNothingViolatesIsFound() throws IOException {
    Path folder = copy("StreamPool");
    edit(folder.resolve("MCStreamPool_deep.cfg"), "INVARIANTS", "INVARIANTS\n    PlantedInv");
    assertOne(vacuity(read(folder)), "violates PlantedInv", "MCStreamPool_deep.cfg", "survivors");
  }

  @Test
  void aPropertyLosesItsFault() throws IOException {
    Path folder = copy("StreamPool");
    edit(
        folder.resolve("manifest.json"),
        "\"violates\" : \"RoundRobinProp\"",
        "\"violates\" : \"ClosedForGoodProp\"");
    assertOne(vacuity(read(folder)), "violates RoundRobinProp", "MCStreamPool_small.cfg");
  }

  @Test
  void aSurvivorThatAFaultViolatesIsFound() throws IOException {
    Path folder = copy("EncodingLock");
    edit(folder.resolve("manifest.json"), "\"TypeOK\" :", "\"FifoInv\" : \"x\", \"TypeOK\" :");
    assertOne(vacuity(read(folder)), "excuses FifoInv");
  }

  @Test
  void aSurvivorThatNoModelChecksIsFound() throws IOException {
    Path folder = copy("EncodingLock");
    edit(folder.resolve("manifest.json"), "\"TypeOK\" :", "\"OldInv\" : \"x\", \"TypeOK\" :");
    assertOne(vacuity(read(folder)), "names OldInv", "ArgsIntactInv");
  }

  @Test
  void anExcusedDeadlockIsIdleWhereAFaultDeadlocks() throws IOException {
    Path folder = copy("EncodingLock");
    edit(folder.resolve("manifest.json"), "\"TypeOK\" :", "\"Deadlock\" : \"x\", \"TypeOK\" :");
    assertOne(vacuity(read(folder)), "excuses Deadlock");
  }

  @Test
  void verifyOfOneModuleFailsOnBoth() throws IOException {
    tiny(7, 7);
    Workspace workspace = new Workspace(root);
    StringWriter out = new StringWriter();
    Report report =
        new Verify(
                new Verify.Request(
                    workspace,
                    workspace.manifests("Tiny"),
                    TierSet.SMALL,
                    List.of(),
                    1,
                    false,
                    null),
                new PrintWriter(out),
                new PrintWriter(new StringWriter()))
            .run();
    assertEquals(1, report.exitCode(), out::toString);
    for (String failure :
        List.of("violates Small", "violates Deadlock", "no model takes the action Jump")) {
      assertTrue(report.failures().stream().anyMatch(f -> f.contains(failure)), out::toString);
    }
  }

  @Test
  void anActionWithoutAMethodIsFound() throws IOException {
    Findings findings = new Findings();
    new LinkChecks(findings, Engines.named("java")).requireLinks(Specs.of(tiny(1, 1)));
    assertTrue(
        findings.failures().stream()
            .anyMatch(
                it -> it.startsWith("Tiny: no method of the engine java claims the action Up")),
        findings.failures()::toString);
  }

  @Test
  void anActionThatNoModelTakesIsFound() throws IOException {
    assertOne(deadActions(tiny(7, 7)), "no model takes the action Jump");
  }

  @Test
  void anActionThatNoReplayedModelTakesIsFound() throws IOException {
    assertOne(deadActions(tiny(7, 1)), "no replayed model takes the action Jump");
  }

  @Test
  void aModuleWithoutEnginesNeedsNoReplayButEveryAction() throws IOException {
    tiny(7, 1);
    assertEquals(List.of(), deadActions(withoutEngines()));
    tiny(7, 7);
    assertOne(deadActions(withoutEngines()), "no model takes the action Jump");
  }

  @Test
  void actionsThatAreTakenAreNotDead() throws IOException {
    assertEquals(List.of(), deadActions(tiny(1, 1)));
  }

  @Test
  void temporalPropertiesCheckedWithTwoWorkersAreFound() {
    Manifest manifest = Workspace.find().manifest("StreamPool");
    Target live = new Target(manifest, manifest.entry("MCStreamPool_live"));
    assertOne(workers(live, 2), "MCStreamPool_live", "checked with 2 workers");
    assertEquals(List.of(), workers(live, 1));
  }

  @Test
  void nothingIsLeftOutOfThisProject() {
    Findings findings = new Findings();
    Housekeeping housekeeping = new Housekeeping(findings);
    Workspace.find().manifests(null).forEach(housekeeping::inspect);
    housekeeping.inspectScripts(Workspace.find().root());
    assertEquals(List.of(), findings.failures());
  }

  private static List<String> workers(Target target, int workers) {
    CheckResult result =
        new CheckResult(
            Outcome.HELD, 0, null, 1, 1, 0, 1, 0, workers, false, Map.of(), null, List.of(), 0, "");
    Findings findings = new Findings();
    new Housekeeping(findings).requireOneWorker(new Run(target, result, null));
    return findings.failures();
  }

  private static List<String> vacuity(Manifest manifest) {
    Findings findings = new Findings();
    new Vacuity(findings).requireFaults(manifest);
    return findings.failures();
  }

  private static List<String> deadActions(Manifest manifest) {
    List<Target> targets =
        manifest.entries().stream().map(entry -> new Target(manifest, entry)).toList();
    List<Run> runs = new ModelChecks(SmallTier.quiet(), null).run(targets);
    runs.forEach(run -> assertTrue(run.isAsPromised(), () -> run.result().summary()));
    Findings findings = new Findings();
    new ReplayChecks(
            List.of(),
            findings,
            new TraceFiles(Workspace.find()),
            SmallTier.noReuse(),
            new PrintWriter(new StringWriter()))
        .requireEveryAction(manifest, runs);
    return findings.failures();
  }

  private static void assertOne(List<String> failures, String... parts) {
    assertEquals(1, failures.size(), failures::toString);
    for (String part : parts) {
      assertTrue(failures.get(0).contains(part), failures::toString);
    }
  }

  private static Manifest read(Path folder) {
    return Manifest.read(folder.resolve("manifest.json"));
  }

  /** A module whose action Jump is taken only where its distance is below 3. */
  private Manifest tiny(int replayed, int other) throws IOException {
    Path folder = Files.createDirectories(root.resolve("specs/Tiny"));
    Files.writeString(folder.resolve("Tiny.tla"), TINY);
    String cfg = "SPECIFICATION Spec\nCONSTANT Far = %d\nINVARIANT Small\n";
    Files.writeString(folder.resolve("far.cfg"), cfg.formatted(replayed));
    Files.writeString(folder.resolve("near.cfg"), cfg.formatted(other));
    Files.writeString(folder.resolve("manifest.json"), MANIFEST);
    return read(folder);
  }

  private Manifest withoutEngines() throws IOException {
    Path file = root.resolve("specs/Tiny/manifest.json");
    String absent = "\"absent\": {\"java\": \"a promise\", \"native\": \"a promise\"}, \"models\"";
    edit(file, "\"models\"", absent);
    return Manifest.read(file);
  }

  private Path copy(String module) throws IOException {
    Path from = Workspace.find().specs().resolve(module);
    Path to = root.resolve("specs").resolve(module);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return to;
  }

  private static void edit(Path file, String old, String changed) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(old), () -> file + " has no " + old);
    Files.writeString(file, text.replace(old, changed));
  }
}
