package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.kept.KeptResults;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.Divergence;

/** The replayed models of a module with their graphs, each checked once per JVM. */
final class SmallTier {
  private static final Map<String, List<Run>> RUNS = new ConcurrentHashMap<>();

  private static final int RUNS_OF_A_FAULT = 1;

  private SmallTier() {}

  static ProgressBoard quiet() {
    return new ProgressBoard(new PrintWriter(new StringWriter()), false);
  }

  /** A test does its work itself, whatever was done before. */
  static Reuse noReuse() {
    try {
      return new Reuse(
          new KeptResults(Files.createTempDirectory("results"), false),
          TierSet.SMALL,
          List.of(),
          RUNS_OF_A_FAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Run> replayed(String module) {
    return RUNS.computeIfAbsent(
        module,
        name -> {
          Manifest manifest = Workspace.find().manifest(name);
          List<Target> targets =
              manifest.models().stream()
                  .filter(Model::replay)
                  .map(model -> new Target(manifest, model))
                  .toList();
          return new ModelChecks(quiet(), null).run(targets);
        });
  }

  /** The run with the smallest graph. */
  static Run smallest(String module) {
    return replayed(module).stream()
        .min((a, b) -> Integer.compare(graph(a).edgeCount(), graph(b).edgeCount()))
        .orElseThrow();
  }

  static StateGraph graph(Run run) {
    StateGraph graph = run.graph();
    if (graph == null) {
      throw new AssertionError(run.target() + " has no graph: " + run.result().summary());
    }
    return graph;
  }

  /** An engine that is there; a test of one that is not is skipped with the reason. */
  static EngineUnderTest present(String engine) {
    EngineUnderTest found = Engines.engine(engine);
    assumeTrue(found.absence().isEmpty(), () -> found.absence().orElse(""));
    return found;
  }

  /** Every transition of every replayed model, by the same code as {@code verify}. */
  static void coverEverything(String module, String engine) {
    Findings findings = new Findings();
    StringWriter printed = new StringWriter();
    ReplayChecks replays =
        new ReplayChecks(
            List.of(present(engine)),
            findings,
            new TraceFiles(Workspace.find()),
            noReuse(),
            new PrintWriter(printed));
    List<Run> runs = replayed(module);
    assertFalse(runs.isEmpty(), "no model is replayed");
    runs.forEach(replays::replay);
    replays.requireEveryAction(runs.get(0).target().manifest(), runs);
    assertEquals(List.of(), findings.failures(), printed::toString);
    assertEquals(runs.size(), findings.replay.size());
    assertTrue(findings.replay.stream().allMatch(row -> row.complete() && row.steps() > 0));
  }

  /** One behaviour, as a property draws and shrinks them. */
  static void follow(Run run, Path path, String engine) {
    if (path.length() > 0) {
      Divergence divergence =
          present(engine).replay(run.target(), graph(run), List.of(path)).divergence();
      assertNull(divergence, () -> divergence == null ? "" : divergence.message());
    }
  }
}
