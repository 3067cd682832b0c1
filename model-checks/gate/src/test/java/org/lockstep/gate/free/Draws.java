package org.lockstep.gate.free;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.lockstep.gate.free.ClientProgram.Step;

/** What jqwik draws for free runs. */
final class Draws {
  private static final int MOST_CALLS = 6;
  private static final int LONGEST_PAUSE = 200;
  private static final int RAREST_FAILURE = 6;

  private Draws() {}

  static Arbitrary<ClientProgram> programs(ProgrammedModule module) {
    Arbitrary<List<Step>> steps =
        Combinators.combine(
                Arbitraries.of(module.calls()),
                Arbitraries.integers().between(0, module.mostArgument()),
                Arbitraries.integers().between(0, LONGEST_PAUSE))
            .as(Step::new)
            .list()
            .ofMaxSize(MOST_CALLS);
    return Combinators.combine(
            steps.list().ofSize(module.threads().size()),
            Arbitraries.of(false, true),
            Arbitraries.integers().between(0, RAREST_FAILURE))
        .as(ClientProgram::new);
  }

  /**
   * What of the C++ engine's clients can be drawn: they draw their calls themselves.
   *
   * @param events so many, or a few more
   * @param calls so many groups of calls by each client of a round
   */
  record NativeRun(long seed, int events, int calls, boolean dawdles) {}

  static Arbitrary<NativeRun> nativeRuns() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.integers().between(1, 3000),
            Arbitraries.integers().between(1, 30),
            Arbitraries.of(false, true))
        .as(NativeRun::new);
  }
}
