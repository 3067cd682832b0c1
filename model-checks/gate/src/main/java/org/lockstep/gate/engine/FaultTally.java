package org.lockstep.gate.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.DriveResult;

/** Adds up the runs of a faulty engine. */
final class FaultTally {
  private int runs;
  private int harmed;
  private @Nullable String firstHarm;
  private @Nullable String firstProblem;

  void add(DriveResult<?> result, Optional<String> harm) {
    runs++;
    if (harm.isPresent()) {
      harmed++;
      firstHarm = firstHarm == null ? harm.get() : firstHarm;
    } else if (firstProblem == null) {
      firstProblem =
          result.refusal() != null
              ? "the faulty engine refuses the schedule: " + result.refusal()
              : "it took every step; exceptions " + result.thrown() + ", stuck " + result.stuck();
    }
  }

  FaultRun total() {
    return new FaultRun(runs, harmed, firstHarm, firstProblem);
  }
}
