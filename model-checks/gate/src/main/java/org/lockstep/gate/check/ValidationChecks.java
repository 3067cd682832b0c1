package org.lockstep.gate.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.free.FaultTrials;
import org.lockstep.gate.free.FreeRunFailed;
import org.lockstep.gate.free.FreeRuns;
import org.lockstep.gate.free.Judge;
import org.lockstep.gate.free.Judgement;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.gate.report.ValidationRow;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;

/**
 * The other direction: free threads of each engine do nothing that the model does not allow. Each
 * run is another one, hence never taken from an earlier run of the gate.
 */
public final class ValidationChecks {
  private static final String SOUND = "sound";

  /** Of so many rounds of each run TLC is asked too. */
  private static final int ASKED_ROUNDS = 1;

  private final Workspace workspace;
  private final List<EngineUnderTest> engines;
  private final Findings findings;
  private final FreeRuns runs;
  private final Judge judge;
  private final TierSet tiers;

  ValidationChecks(
      Workspace workspace, List<EngineUnderTest> engines, Findings findings, TierSet tiers) {
    this.workspace = workspace;
    this.engines = engines;
    this.findings = findings;
    this.runs = new FreeRuns(workspace);
    this.judge = new Judge(workspace);
    this.tiers = tiers;
  }

  void check(String module) {
    for (EngineUnderTest engine : engines) {
      findings.guard(module + " free on " + engine.name(), () -> check(module, engine));
      judge.close();
    }
  }

  /**
   * Runs the planted faults freely, each until something shows it: the search, a thread that throws
   * or does not end, or a crash. One that nothing shows needs a reason in the manifest, and one
   * that has a reason must not be seen.
   */
  void tryFaults(Manifest manifest) {
    // Beside each other: most of the time of a fault that shows itself by a stuck thread is spent
    // waiting for it.
    ExecutorService lanes = Executors.newFixedThreadPool(Math.max(1, engines.size()));
    Map<EngineUnderTest, Future<List<FreeFaultRow>>> rows = new LinkedHashMap<>();
    for (EngineUnderTest engine : engines) {
      rows.put(engine, lanes.submit(() -> tryFaults(manifest, engine)));
    }
    lanes.shutdown();
    rows.forEach(
        (engine, row) ->
            findings.guard(
                manifest.module() + " faults free on " + engine.name(),
                () -> judge(manifest, of(row))));
  }

  private static List<FreeFaultRow> of(Future<List<FreeFaultRow>> rows) {
    try {
      return rows.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while faults ran freely", e);
    }
  }

  private List<FreeFaultRow> tryFaults(Manifest manifest, EngineUnderTest engine) {
    List<FreeFaultRow> rows = new ArrayList<>();
    try (FaultTrials trials = new FaultTrials(workspace, manifest.module(), engine)) {
      for (Fault fault : manifest.faults()) {
        if (fault.engines().contains(engine.name())) {
          rows.add(trials.run(fault.name(), System.nanoTime(), FaultTrials.MOST_EVENTS));
        }
      }
    }
    return rows;
  }

  private void judge(Manifest manifest, List<FreeFaultRow> rows) {
    for (FreeFaultRow row : rows) {
      findings.freeFaults.add(row);
      complaint((Fault) manifest.entry(row.fault()), row)
          .ifPresent(
              why ->
                  findings.fail(
                      Failure.of(
                              ExitCode.VIOLATED,
                              row.module() + " " + row.fault() + " free on " + row.engine(),
                              why
                                  + "; again: ./lockstep detect --only "
                                  + row.module()
                                  + " --fault "
                                  + row.fault()
                                  + " --engine "
                                  + row.engine())
                          .ofFault()));
    }
  }

  /** What is wrong with what shows a fault, or does not. */
  public static Optional<String> complaint(Fault fault, FreeFaultRow row) {
    String reason = fault.unseen().get(row.engine());
    if (!row.wasSeen() && reason == null) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "nothing shows this fault in %,d events of free runs: give their clients what it takes,"
                  + " or the manifest's fault a reason under \"unseen\"",
              row.events()));
    }
    if (row.wasSeen() && reason != null) {
      return Optional.of(
          "the manifest says under \"unseen\" that no free run shows this fault, and one did ("
              + row.seenBy()
              + ": "
              + row.detail()
              + "): remove the reason");
    }
    return Optional.empty();
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
            + tiers.recordedEvents()
            + " --seed "
            + seed;
    Optional<FreeRunFailed> failed =
        runs.record(module, engine, SOUND, seed, tiers.recordedEvents(), file);
    if (failed.isPresent()) {
      String how = failed.get().getMessage() + again;
      findings.fail(ExitCode.VIOLATED, module + " free on " + engine.name(), how);
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

  private static double rounded(double percent) {
    return Math.round(10 * percent) / 10.0;
  }

  private ValidationRow row(EngineUnderTest engine, Judgement judgement) {
    String module = judgement.header().module();
    long seed = judgement.header().seed();
    return new ValidationRow(
        module,
        engine.name(),
        judgement.header().model(),
        seed,
        judgement.rounds(),
        judgement.events(),
        judgement.overlapping(),
        judgement.states(),
        Math.round(judgement.seconds() * 1e3) / 1e3,
        judgement.eventsPerSecond(),
        judgement.referencePerSecond(),
        rounded(runs.overheadPercent(module, engine, seed, tiers.timedRounds())),
        rounded(runs.bareOverheadPercent(module, engine, seed, tiers.timedRounds())),
        judgement.isLegal());
  }
}
