package org.lockstep.gate.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.mutate.KillMatrix;
import org.lockstep.gate.mutate.ModelMutants;
import org.lockstep.gate.mutate.MutantRun;
import org.lockstep.gate.mutate.MutantSource;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.kit.manifest.Manifest;

/** Demands that every generated fault is noticed by some check, or excused with a reason. */
final class MutantChecks {
  private final List<MutantSource> sources;
  private final int every;
  private final Findings findings;
  private final Reuse reuse;

  MutantChecks(List<MutantSource> sources, int every, Findings findings, Reuse reuse) {
    this.reuse = reuse;
    this.sources = sources;
    this.every = every;
    this.findings = findings;
  }

  /** The sources of the models and of those engines that are checked. */
  static List<MutantSource> of(List<MutantSource> all, List<EngineUnderTest> engines) {
    Set<String> places = engines.stream().map(EngineUnderTest::name).collect(Collectors.toSet());
    return all.stream()
        .filter(s -> s.where().equals(ModelMutants.WHERE) || places.contains(s.where()))
        .toList();
  }

  /** Where the sound models or engines fail already, it would mean nothing that a mutant does. */
  void check(List<Manifest> manifests) {
    if (every == 0 || !findings.failures().isEmpty()) {
      return;
    }
    MutantRun run = new MutantRun(every, null, kill -> {});
    for (MutantSource source : sources) {
      try (source) {
        for (Manifest manifest : manifests) {
          String where = manifest.module() + " mutants of " + source.where();
          Optional<List<FaultRow>> kept = reuse.mutants(manifest, source.where(), every);
          if (manifest.absent().containsKey(source.where())) {
            continue; // for the reason that stands there
          }
          if (kept.isPresent()) {
            findings.faults.addAll(kept.get());
          } else {
            findings.guard(where, () -> judge(where, run.run(source, manifest)));
          }
        }
      }
    }
  }

  private void judge(String where, KillMatrix matrix) {
    findings.faults.addAll(matrix.rows());
    matrix.failures().forEach(failure -> findings.fail(ExitCode.VIOLATED, where, failure));
    if (matrix.failures().isEmpty()) {
      reuse.keepMutants(matrix.manifest(), matrix.where(), every, matrix.rows());
    }
  }
}
