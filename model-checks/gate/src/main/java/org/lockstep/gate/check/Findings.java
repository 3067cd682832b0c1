package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.report.ActionRow;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.gate.report.ValidationRow;

/** What a run of the gate has found so far. */
final class Findings {
  final List<ModelRow> models = new ArrayList<>();
  final List<OpinionRow> opinions = new ArrayList<>();
  final List<ReplayRow> replay = new ArrayList<>();
  final List<ValidationRow> validation = new ArrayList<>();
  final List<FreeFaultRow> freeFaults = new ArrayList<>();
  private final Map<ActionRow, Long> actions = new LinkedHashMap<>();
  final List<FaultRow> faults = new ArrayList<>();
  final Map<String, Map<String, String>> bounds = new LinkedHashMap<>();
  final Map<String, Double> seconds = new LinkedHashMap<>();
  final List<Divergent> divergences = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private ExitCode exitCode = ExitCode.HELD;

  void fail(ExitCode code, String where, String why) {
    fail(Failure.of(code, where, why));
  }

  void fail(Failure failure) {
    exitCode = exitCode.and(failure.code());
    failures.add(failure);
  }

  /** The failures with their places. */
  List<Failure> details() {
    return List.copyOf(failures);
  }

  /** So many transitions that take this action were replayed on this engine. */
  void replayed(String module, String action, String engine, long transitions) {
    actions.merge(new ActionRow(module, action, engine, 0), transitions, Long::sum);
  }

  List<ActionRow> actions() {
    return actions.entrySet().stream().map(it -> it.getKey().of(it.getValue())).toList();
  }

  List<String> failures() {
    return failures.stream().map(Failure::text).toList();
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
