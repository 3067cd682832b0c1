package org.lockstep.gate.check;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.ReplayRow;

/** The verdict of a run in words; only what this very run has shown. */
final class Sentence {
  private static final Map<String, String> CODE = Map.of("java", "Java", "native", "C++");

  private final Findings findings;

  Sentence(Findings findings) {
    this.findings = findings;
  }

  String text() {
    return findings.failures().isEmpty() ? held() : failed();
  }

  /** What became of generated faults, on a line of its own; empty if none was tried. */
  String generated(int every) {
    List<FaultRow> mutants = findings.faults.stream().filter(FaultRow::generated).toList();
    if (mutants.isEmpty()) {
      return "";
    }
    long noticed = mutants.stream().filter(FaultRow::caught).count();
    long excused = mutants.stream().filter(row -> row.reason() != null).count();
    return String.format(
        Locale.ROOT,
        "Beside these, %,d generated faults%s were tried: %,d were noticed, %,d survive with a"
            + " reason, %,d without.%n",
        mutants.size(),
        every == 1 ? "" : " (every " + every + "th)",
        noticed,
        excused,
        mutants.size() - noticed - excused);
  }

  private String failed() {
    int count = findings.failures().size();
    return switch (findings.exitCode()) {
      case VIOLATED -> "NOT HELD: " + failures(count) + ", named above.";
      case UNUSABLE ->
          "NO VERDICT: " + failures(count) + " to run what was asked for, named above.";
      case NOT_FINISHED ->
          "NO VERDICT: " + failures(count) + " to finish within the bound, named above.";
      case HELD -> throw new IllegalStateException("failures without an exit code");
    };
  }

  private static String failures(int count) {
    return count + (count == 1 ? " failure" : " failures");
  }

  private String held() {
    return findings.replay.isEmpty()
        ? findings.models.size() + " models behave as promised; no engine was replayed."
        : replayed() + planted();
  }

  private String replayed() {
    List<String> engines = findings.replay.stream().map(ReplayRow::engine).distinct().toList();
    String first = engines.get(0);
    List<ReplayRow> one =
        findings.replay.stream().filter(row -> row.engine().equals(first)).toList();
    long transitions = one.stream().mapToLong(ReplayRow::transitionsReplayed).sum();
    long steps = findings.replay.stream().mapToLong(ReplayRow::steps).sum();
    String code =
        engines.stream()
            .map(e -> CODE.getOrDefault(e, e))
            .collect(Collectors.joining(" and on the "));
    return String.format(
        Locale.ROOT,
        "Within these bounds, every interleaving step the models allow (%,d transitions) was"
            + " executed on the %s code (%,d steps, the whole state and what is enabled compared"
            + " after each), and everything the code did was allowed by the model",
        transitions,
        code,
        steps);
  }

  /** A fault is caught when it is caught in every place where it was planted. */
  private String planted() {
    List<FaultRow> planted = findings.faults.stream().filter(row -> !row.generated()).toList();
    Map<String, Boolean> faults =
        planted.stream()
            .collect(
                Collectors.toMap(
                    row -> row.module() + " " + row.fault(),
                    FaultRow::caught,
                    Boolean::logicalAnd));
    if (faults.isEmpty()) {
      return ".";
    }
    long caught = faults.values().stream().filter(value -> value).count();
    return String.format(
        Locale.ROOT,
        "; %d deliberate faults were planted in models and engines (%d places), %d were caught.",
        faults.size(),
        planted.size(),
        caught);
  }
}
