package org.lockstep.gate.mutate;

import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.Divergence;

/**
 * What one process says about one mutant.
 *
 * @param by what noticed it, null if nothing did
 * @param step where, if at a step
 * @param spent whether threads of the mutant are still at large, so that the process must end
 */
record Verdict(@Nullable String by, @Nullable String step, boolean spent) {
  private static final int FIRST_WORDS = 160;

  static Verdict survived() {
    return new Verdict(null, null, false);
  }

  static Verdict of(Divergence divergence) {
    String by = divergence.kind() + ": " + firstWords(divergence.message());
    String step =
        divergence.label() == null
            ? "Init"
            : "step " + divergence.step() + " " + divergence.label();
    return new Verdict(by, step, divergence.kind() == Divergence.Kind.STUCK);
  }

  private static String firstWords(String message) {
    return message.length() <= FIRST_WORDS ? message : message.substring(0, FIRST_WORDS) + "...";
  }
}
