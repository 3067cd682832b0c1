package org.lockstep.gate.mutate;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.replay.ReplayResult;

/** Makes the mutants of one engine and replays them, in a process that may be lost. */
abstract class MutantBench {
  /**
   * A mutant and the replayed models that can notice it: no other executes what it changes.
   *
   * @param models their names
   */
  record Reachable(Mutant mutant, List<String> models) {
    Reachable {
      models = List.copyOf(models);
    }
  }

  private final List<ReplayTarget> cheapestFirst;

  MutantBench(List<ReplayTarget> targets) {
    this.cheapestFirst =
        targets.stream().sorted(Comparator.comparingLong(MutantBench::steps)).toList();
  }

  private static long steps(ReplayTarget target) {
    return target.paths().stream().mapToLong(Path::length).sum();
  }

  /** All mutants, made from what the sound engine does along the covers. */
  abstract List<Reachable> list();

  /** Tries a mutant on these models. */
  abstract Verdict tryToKill(String id, Set<String> models);

  /** The names of the replayed models, in the order in which mutants meet them. */
  final List<String> models() {
    return cheapestFirst.stream().map(target -> target.target().name()).toList();
  }

  /** Follows the covers of these models to the first divergence. */
  final Verdict replay(EngineUnderTest engine, Set<String> models) {
    if (!models().containsAll(models) || models.isEmpty()) {
      throw new IllegalArgumentException("replayed are " + models() + ", not " + models);
    }
    for (int number = 0; number < cheapestFirst.size(); number++) {
      ReplayTarget target = cheapestFirst.get(number);
      if (!models.contains(target.target().name())) {
        continue;
      }
      ExecutedLines.begin(number);
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
    Verdict verdict = replay(engine, Set.copyOf(models()));
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

  static <T> List<T> requireSome(List<T> mutants, String where) {
    if (mutants.isEmpty()) {
      throw new IllegalStateException(
          "nothing of " + where + " can be mutated: no step was met along the covers");
    }
    return mutants;
  }
}
