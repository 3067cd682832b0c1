package org.lockstep.gate.free;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.report.FreeFaultRow;

/** Free runs of an engine with a planted fault, until something shows it. */
final class FaultTrial {
  /** A round takes milliseconds, and who is stuck by a fault is stuck for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** The first run is short, since most faults show at once; each further one is longer. */
  private static final long FIRST_EVENTS = 2_000;

  private static final int GROWTH = 4;

  private final FreeRuns runs;
  private final Judge judge;
  private final EngineUnderTest engine;
  private final String module;
  private final Path file;

  FaultTrial(Workspace workspace, EngineUnderTest engine, String module, Path file) {
    this.runs = new FreeRuns(workspace);
    this.judge = new Judge(workspace);
    this.engine = engine;
    this.module = module;
    this.file = file;
  }

  /**
   * Tries a fault in runs of at most so many events in all.
   *
   * @param seed of the first run; each further one has the next
   */
  FreeFaultRow run(String fault, long seed, long events) {
    long tried = 0;
    long portion = FIRST_EVENTS;
    for (long s = seed; tried < events; s++) {
      long asked = Math.min(portion, events - tried);
      Optional<FreeRunFailed> failed = runs.record(module, engine, fault, s, asked, file, PATIENCE);
      if (failed.isPresent()) {
        String seenBy = failed.get().isStuck() ? FreeFaultRow.STUCK : FreeFaultRow.THREW;
        return row(fault, seenBy, tried, "seed " + s + ": " + failed.get().getMessage());
      }
      Judgement judgement = judge.judge(file, 0);
      tried += judgement.events();
      if (!judgement.isLegal()) {
        String complaint = judgement.complaint().orElseThrow();
        return row(fault, FreeFaultRow.SEARCH, tried, "seed " + s + ": " + complaint);
      }
      portion *= GROWTH;
    }
    return row(fault, FreeFaultRow.NOTHING, tried, "");
  }

  private FreeFaultRow row(String fault, String seenBy, long events, String detail) {
    return new FreeFaultRow(module, fault, engine.name(), seenBy, events, detail);
  }
}
