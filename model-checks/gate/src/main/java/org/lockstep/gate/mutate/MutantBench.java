package org.lockstep.gate.mutate;

import java.util.Comparator;
import java.util.List;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.replay.ReplayResult;

/** Makes the mutants of one engine and replays them, in a process that may be lost. */
abstract class MutantBench {
  private final List<ReplayTarget> cheapestFirst;

  MutantBench(List<ReplayTarget> targets) {
    this.cheapestFirst =
        targets.stream().sorted(Comparator.comparingLong(MutantBench::steps)).toList();
  }

  private static long steps(ReplayTarget target) {
    return target.paths().stream().mapToLong(Path::length).sum();
  }

  /** All mutants, made from what the sound engine does along the covers. */
  abstract List<Mutant> list();

  abstract Verdict tryToKill(String id);

  /** Follows the covers to the first divergence. */
  final Verdict replay(EngineUnderTest engine) {
    for (ReplayTarget target : cheapestFirst) {
      ReplayResult result;
      try {
        result = engine.replay(target.target(), target.graph(), target.paths());
      } catch (RuntimeException thrown) {
        return new Verdict("the replay ended with " + thrown, null, true);
      }
      if (result.divergence() != null) {
        return Verdict.of(result.divergence());
      }
      if (!result.complete()) {
        return new Verdict("the replay stopped early: " + result, null, true);
      }
    }
    return Verdict.survived();
  }

  /** Without a mutation everything must replay: else mutants die of the harness. */
  final void requireSound(EngineUnderTest engine) {
    Verdict verdict = replay(engine);
    if (verdict.by() != null) {
      throw new IllegalStateException(
          "the "
              + engine.name()
              + " engine diverges without any mutation, at "
              + verdict.step()
              + ": "
              + verdict.by()
              + "; mend the engine, or the harness of its mutants, first");
    }
  }

  static List<Mutant> requireSome(List<Mutant> mutants, String where) {
    if (mutants.isEmpty()) {
      throw new IllegalStateException(
          "nothing of " + where + " can be mutated: no step was met along the covers");
    }
    return mutants;
  }
}
