package org.lockstep.gate.free;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** What jqwik draws for free runs. */
final class Draws {
  private static final int MOST_CALLS = 6;
  private static final int MOST_CHOICES = 40;

  /** A choice is taken modulo the number of ways there are: a multiple of most, less one. */
  private static final int LARGEST_CHOICE = 719;

  /** Of any module; those that it does not have are passed over. */
  private static final int MOST_THREADS = 6;

  private Draws() {}

  static Arbitrary<ClientProgram> programs() {
    Arbitrary<List<Integer>> choices =
        Arbitraries.integers().between(0, LARGEST_CHOICE).list().ofMaxSize(MOST_CHOICES);
    return Combinators.combine(
            Arbitraries.integers().between(1, MOST_CALLS),
            choices.list().ofSize(MOST_THREADS),
            Arbitraries.of(false, true))
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
