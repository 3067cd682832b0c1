package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final Reuse reuse;
  private final PrintWriter out;

  ReplayChecks(
      List<EngineUnderTest> engines,
      Findings findings,
      TraceFiles traces,
      Reuse reuse,
      PrintWriter out) {
    this.engines = engines;
    this.findings = findings;
    this.traces = traces;
    this.reuse = reuse;
    this.out = out;
  }

  void replay(Run run) {
    if (!isReplayed(run)) {
      return; // what was to be replayed and did not hold has been reported
    }
    findings.bounds.put(run.target().toString(), ((Model) run.target().entry()).bounds());
    StateGraph graph = run.graph();
    List<Path> paths = null;
    for (EngineUnderTest engine : engines) {
      Optional<ReplayRow> kept = reuse.replay(run.target(), engine);
      kept.ifPresent(
          row -> {
            findings.replay.add(row);
            count(run, engine);
          });
      if (kept.isPresent() || graph == null) {
        continue; // without a graph all is kept, see Reuse.isWhole
      }
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
    ReplayRow row = row(run, engine, result);
    findings.replay.add(row);
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
    } else {
      reuse.keep(run.target(), engine, row);
      count(run, engine);
    }
  }

  /**
   * After a complete replay, by action; the pinned numbers are those of the graph, or a failure.
   */
  private void count(Run run, EngineUnderTest engine) {
    ((Model) run.target().entry())
        .actions()
        .forEach(
            (action, steps) ->
                findings.replayed(run.target().module(), action, engine.name(), steps));
  }

  private static boolean isReplayed(Run run) {
    return run.target().entry() instanceof Model model
        && model.replay()
        && (run.isReused() || run.graph() != null);
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
   * Every action of a module must be taken in a model that holds and, if the module has engines, be
   * replayed: else a part of the specification was never looked at.
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
      if (isReplayed(run)) {
        run.result()
            .actions()
            .forEach(
                (action, count) ->
                    replayed.addAll(count.generated() > 0 ? Set.of(action) : Set.of()));
      }
    }
    dead.removeAll(taken);
    for (String action : dead) {
      findings.fail(ExitCode.VIOLATED, manifest.module(), "no model takes the action " + action);
    }
    if (isWithoutEngines(manifest)) {
      return;
    }
    requireEveryBranch(manifest, runs, replayed);
    taken.removeAll(replayed);
    for (String action : taken) {
      findings.fail(
          ExitCode.VIOLATED, manifest.module(), "no replayed model takes the action " + action);
    }
  }

  /** What only other modules refine, as its manifest says, has nothing to be replayed on. */
  private static boolean isWithoutEngines(Manifest manifest) {
    return manifest.absent().keySet().containsAll(Set.of("java", "native"));
  }

  /** A branch of an action whose guard is never true was never looked at either. */
  private void requireEveryBranch(Manifest manifest, List<Run> runs, Set<String> replayed) {
    Map<String, Set<String>> unreached = new TreeMap<>();
    for (Run run : runs) {
      if (isReplayed(run) && run.target().module().equals(manifest.module())) {
        for (String action : replayed) {
          Set<String> here = run.unreached().getOrDefault(action, Set.of());
          unreached.computeIfAbsent(action, same -> new TreeSet<>(here)).retainAll(here);
        }
      }
    }
    unreached.forEach(
        (action, places) ->
            places.forEach(
                place ->
                    findings.fail(
                        ExitCode.VIOLATED,
                        manifest.module(),
                        "no replayed model reaches a branch of the action "
                            + action
                            + ", at "
                            + place
                            + ": its guard is never true")));
  }
}
