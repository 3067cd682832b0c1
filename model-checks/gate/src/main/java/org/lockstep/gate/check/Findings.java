package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.report.ActionRow;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.gate.report.ReplayRow;

/** What a run of the gate has found so far. */
final class Findings {
  final List<ModelRow> models = new ArrayList<>();
  final List<OpinionRow> opinions = new ArrayList<>();
  final List<ReplayRow> replay = new ArrayList<>();
  private final Map<ActionRow, Long> actions = new LinkedHashMap<>();
  final List<FaultRow> faults = new ArrayList<>();
  final Map<String, Map<String, String>> bounds = new LinkedHashMap<>();
  final Map<String, Double> seconds = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private ExitCode exitCode = ExitCode.HELD;

  void fail(ExitCode code, String where, String why) {
    exitCode = exitCode.and(code);
    failures.add(where + ": " + why.replaceAll("\\s*\\R\\s*", " "));
  }

  /** So many transitions that take this action were replayed on this engine. */
  void replayed(String module, String action, String engine, long transitions) {
    actions.merge(new ActionRow(module, action, engine, 0), transitions, Long::sum);
  }

  List<ActionRow> actions() {
    return actions.entrySet().stream().map(it -> it.getKey().of(it.getValue())).toList();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  ExitCode exitCode() {
    return exitCode;
  }

  /** Carries out a check; one that breaks down has no verdict, and does not end the others. */
  void guard(String where, Runnable check) {
    try {
      check.run();
    } catch (RuntimeException broken) {
      fail(ExitCode.UNUSABLE, where, "the check broke down: " + broken.getMessage());
    }
  }

  /** Carries out a phase and keeps how long it took. */
  void phase(String name, Runnable work) {
    long start = System.nanoTime();
    work.run();
    seconds.put(name, Math.round((System.nanoTime() - start) / 1e8) / 10.0);
  }
}
