package org.lockstep.gate.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.FaultRun;
import org.lockstep.gate.engine.Refusal;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.CheckResult;

/**
 * Demands of each planted fault that TLC finds it, that its counterexample does real harm on the
 * engines with the same fault, and that the sound engines refuse it without a false alarm.
 */
final class FaultChecks {
  /** How often the loop of a liveness counterexample is driven: the harm must outlast them all. */
  private static final int ROUNDS = 10;

  private final List<EngineUnderTest> engines;
  private final Findings findings;
  private final TraceFiles traces;
  private final Reuse reuse;
  private final int runs;

  FaultChecks(
      List<EngineUnderTest> engines, Findings findings, TraceFiles traces, Reuse reuse, int runs) {
    this.engines = engines;
    this.findings = findings;
    this.traces = traces;
    this.reuse = reuse;
    this.runs = runs;
  }

  void check(Run run) {
    if (run.isReused()) {
      findings.faults.addAll(reuse.faults(run.target()));
      return;
    }
    Trace counterexample = run.result().counterexample();
    boolean found = run.isAsPromised() && counterexample != null;
    FaultRow inModel = inModel(run, found);
    findings.faults.add(inModel);
    if (!found || counterexample == null) {
      return; // reported with the models; a wrong counterexample drives nothing
    }
    reuse.keep(run.target(), inModel);
    Trace schedule = FaultTrace.of(counterexample);
    Fault fault = (Fault) run.target().entry();
    traces.save(schedule, run.target().module(), fault.name(), "fault"); // for a closer look
    for (EngineUnderTest engine : engines) {
      // An engine that is not sound without a fault shows nothing with one, and may well block
      // where no driver sees it.
      if (fault.engines().contains(engine.name()) && !hasDiverged(engine, run.target().module())) {
        findings.guard(
            run.target() + " on " + engine.name(),
            () ->
                findings.faults.add(
                    reuse
                        .fault(run.target(), engine)
                        .orElseGet(() -> check(run, schedule, engine))));
      }
    }
  }

  private boolean hasDiverged(EngineUnderTest engine, String module) {
    return findings.replay.stream()
        .anyMatch(
            row ->
                row.engine().equals(engine.name())
                    && row.module().equals(module)
                    && !row.complete());
  }

  private static FaultRow inModel(Run run, boolean found) {
    CheckResult result = run.result();
    Trace trace = result.counterexample();
    String by =
        result.violated() == null
            ? result.outcome().toString().toLowerCase(java.util.Locale.ROOT)
            : result.violated();
    String step =
        trace == null || trace.labels().isEmpty()
            ? null
            : trace.labels().get(trace.labels().size() - 1).toString();
    return FaultRow.planted(
        run.target().module(), run.target().name(), "model", found, by, step, 0, 0);
  }

  private FaultRow check(Run run, Trace schedule, EngineUnderTest engine) {
    String where = run.target() + " on " + engine.name();
    FaultRun faulty = engine.driveFault(run.target(), schedule.unrolled(ROUNDS), runs);
    Refusal sound = engine.refuse(run.target(), schedule);
    String failure = failure(faulty, sound);
    if (failure != null) {
      findings.fail(Failure.of(ExitCode.VIOLATED, where, failure).ofFault());
    }
    FaultRow row =
        FaultRow.planted(
            run.target().module(),
            run.target().name(),
            engine.name(),
            failure == null,
            faulty.harm(),
            sound.step(),
            faulty.runs(),
            faulty.harmed());
    if (failure == null) {
      reuse.keep(run.target(), engine, row);
    }
    return row;
  }

  private static @Nullable String failure(FaultRun faulty, Refusal sound) {
    if (faulty.harmed() < faulty.runs() || faulty.runs() == 0) {
      return "the counterexample did harm in only "
          + faulty.harmed()
          + " of "
          + faulty.runs()
          + " runs of the faulty engine"
          + (faulty.problem() == null ? "" : "; " + faulty.problem());
    }
    if (sound.harm() != null) {
      return "the check for harm also finds some on the sound engine, so it tells nothing: "
          + sound.harm();
    }
    if (sound.step() == null) {
      return "the sound engine takes the whole schedule of the counterexample";
    }
    return null;
  }
}
