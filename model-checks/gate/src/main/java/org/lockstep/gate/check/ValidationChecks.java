package org.lockstep.gate.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.free.FreeRuns;
import org.lockstep.gate.free.Judge;
import org.lockstep.gate.free.Judgement;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.gate.report.ValidationRow;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;

/**
 * The other direction: free threads of each engine do nothing that the model does not allow. Each
 * run is another one, hence never taken from an earlier run of the gate.
 */
final class ValidationChecks {
  private static final String SOUND = "sound";

  /** Of so many rounds of each run TLC is asked too. */
  private static final int ASKED_ROUNDS = 1;

  private static final long FAULT_SEED = 42;
  private static final long FAULT_EVENTS = 50_000;

  private final List<EngineUnderTest> engines;
  private final Findings findings;
  private final FreeRuns runs;
  private final Judge judge;
  private final long events;

  /**
   * @param events how many are recorded of each engine and module
   */
  ValidationChecks(
      List<EngineUnderTest> engines, Findings findings, FreeRuns runs, Judge judge, long events) {
    this.engines = engines;
    this.findings = findings;
    this.runs = runs;
    this.judge = judge;
    this.events = events;
  }

  void check(String module) {
    for (EngineUnderTest engine : engines) {
      findings.guard(module + " free on " + engine.name(), () -> check(module, engine));
    }
  }

  /**
   * What free runs see of the planted faults. That one is not seen is no failure: which tool sees
   * what is a result in itself.
   */
  void tryFaults(Manifest manifest) {
    for (Fault fault : manifest.faults()) {
      for (EngineUnderTest engine : engines) {
        String where = manifest.module() + " " + fault.name() + " free on " + engine.name();
        findings.guard(where, () -> findings.freeFaults.add(tryFault(manifest, fault, engine)));
      }
    }
  }

  private FreeFaultRow tryFault(Manifest manifest, Fault fault, EngineUnderTest engine) {
    String module = manifest.module();
    Path file = runs.file(module, engine, fault.name());
    Optional<String> failed =
        runs.record(module, engine, fault.name(), FAULT_SEED, FAULT_EVENTS, file);
    if (failed.isPresent()) {
      String seenBy = failed.get().contains("stuck: ") ? "stuck" : "threw";
      return new FreeFaultRow(module, fault.name(), engine.name(), seenBy, 0, failed.get());
    }
    Judgement judgement = judge.judge(file, 0);
    return new FreeFaultRow(
        module,
        fault.name(),
        engine.name(),
        judgement.isLegal() ? "nothing" : "search",
        judgement.events(),
        judgement.complaint().orElse(""));
  }

  private void check(String module, EngineUnderTest engine) {
    long seed = System.nanoTime();
    Path file = runs.file(module, engine, SOUND);
    String again =
        "; again: ./lockstep record --module "
            + module
            + " --engine "
            + engine.name()
            + " --events "
            + events
            + " --seed "
            + seed;
    Optional<String> failed = runs.record(module, engine, SOUND, seed, events, file);
    if (failed.isPresent()) {
      findings.fail(ExitCode.VIOLATED, module + " free on " + engine.name(), failed.get() + again);
      return;
    }
    Judgement judgement = judge.judge(file, ASKED_ROUNDS);
    findings.validation.add(row(engine, judgement));
    judgement
        .complaint()
        .ifPresent(
            complaint ->
                findings.fail(
                    ExitCode.VIOLATED,
                    module + " free on " + engine.name(),
                    complaint + "; the run: ./lockstep validate " + file));
  }

  private ValidationRow row(EngineUnderTest engine, Judgement judgement) {
    String module = judgement.header().module();
    return new ValidationRow(
        module,
        engine.name(),
        judgement.header().model(),
        judgement.header().seed(),
        judgement.rounds(),
        judgement.events(),
        judgement.overlapping(),
        judgement.states(),
        Math.round(judgement.seconds() * 1e3) / 1e3,
        judgement.eventsPerSecond(),
        judgement.referencePerSecond(),
        Math.round(10 * runs.overheadPercent(module, engine, judgement.header().seed())) / 10.0,
        judgement.isLegal());
  }
}
