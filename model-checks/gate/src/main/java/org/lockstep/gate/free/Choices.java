package org.lockstep.gate.free;

import java.util.SplittableRandom;

/** What a client decides by: chance, or a program that was drawn as a whole. */
@FunctionalInterface
interface Choices {
  /** A number below the bound; 0 is the plainest. */
  int below(int bound);

  /** Whether what happens in one case of so many happens now. */
  default boolean oneIn(int cases) {
    return below(cases) == cases - 1;
  }

  static Choices ofChance(long seed) {
    return new SplittableRandom(seed)::nextInt;
  }
}
