package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.DivergenceTable;
import org.lockstep.kit.replay.ReplayResult;

/** Drives the engines along every transition of the graphs, one engine at a time. */
final class ReplayChecks {
  private final List<EngineUnderTest> engines;
  private final Findings findings;
  private final TraceFiles traces;
  private final PrintWriter out;

  ReplayChecks(
      List<EngineUnderTest> engines, Findings findings, TraceFiles traces, PrintWriter out) {
    this.engines = engines;
    this.findings = findings;
    this.traces = traces;
    this.out = out;
  }

  void replay(Run run) {
    StateGraph graph = run.graph();
    if (graph == null) {
      return; // the model did not hold, which has been reported
    }
    findings.bounds.put(run.target().toString(), ((Model) run.target().entry()).bounds());
    List<Path> paths = null;
    for (EngineUnderTest engine : engines) {
      if (paths == null) {
        // Staying with one thread where possible spares the replay a switch of threads.
        paths =
            PathCover.of(
                graph,
                PathCover.Options.standard()
                    .withAgent(engine.alphabet(run.target().module())::agent));
      }
      List<Path> cover = paths;
      findings.guard(
          run.target() + " on " + engine.name(), () -> replay(run, engine, graph, cover));
    }
  }

  private void replay(Run run, EngineUnderTest engine, StateGraph graph, List<Path> paths) {
    String where = run.target() + " on " + engine.name();
    ReplayResult result = engine.replay(run.target(), graph, paths);
    findings.replay.add(row(run, engine, result));
    Divergence divergence = result.divergence();
    if (divergence != null) {
      String file =
          traces.save(
              divergence.trace(), run.target().module(), run.target().name(), engine.name());
      Label label = divergence.label();
      findings.fail(
          Failure.of(ExitCode.VIOLATED, where, divergence.message())
              .about(label == null ? "Init" : label.action()));
      findings.divergences.add(new Divergent(run.target(), engine, divergence));
      out.println(DivergenceTable.render(divergence, engine.alphabet(run.target().module())));
      out.println("To see it again: ./lockstep replay " + file + " --engine " + engine.name());
      out.println();
    } else if (!result.complete()) {
      findings.fail(
          ExitCode.VIOLATED,
          where,
          "replayed "
              + result.transitionsReplayed()
              + " of "
              + result.transitions()
              + " transitions");
    } else if (result.statesCompared() == 0 || result.enablednessChecks() == 0) {
      findings.fail(ExitCode.VIOLATED, where, "the replay compared nothing: " + result);
    }
  }

  private static ReplayRow row(Run run, EngineUnderTest engine, ReplayResult result) {
    return new ReplayRow(
        run.target().module(),
        run.target().name(),
        engine.name(),
        result.transitions(),
        result.transitionsReplayed(),
        result.paths(),
        result.steps(),
        result.statesCompared(),
        result.enablednessChecks(),
        Math.round(result.nanos() / 1e6) / 1e3,
        Math.round(result.stepsPerSecond()),
        result.complete());
  }

  /**
   * Every action of a module must be taken in a model that holds, and be replayed: else a part of
   * the specification was never looked at.
   */
  void requireEveryAction(Manifest manifest, List<Run> runs) {
    Set<String> dead = new TreeSet<>();
    Set<String> taken = new TreeSet<>();
    Set<String> replayed = new TreeSet<>();
    for (Run run : runs) {
      if (run.isFault() || !run.target().module().equals(manifest.module())) {
        continue;
      }
      run.result()
          .actions()
          .forEach((action, count) -> (count.generated() == 0 ? dead : taken).add(action));
      if (run.graph() != null) {
        replayed.addAll(
            run.graph().labels().stream().map(Label::action).collect(Collectors.toSet()));
      }
    }
    dead.removeAll(taken);
    for (String action : dead) {
      findings.fail(ExitCode.VIOLATED, manifest.module(), "no model takes the action " + action);
    }
    taken.removeAll(replayed);
    for (String action : taken) {
      findings.fail(
          ExitCode.VIOLATED, manifest.module(), "no replayed model takes the action " + action);
    }
  }
}
