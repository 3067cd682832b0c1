package org.lockstep.gate.mutate;

import java.util.Locale;

/** The kind of check that noticed a mutant; its word stands before the colon in {@link Kill#by}. */
enum Notice {
  /** A property of the module, or that there is no deadlock. */
  PROPERTY,
  /** A model that must be violated, as proof that a state is reachable, and is not. */
  WITNESS,
  /** That every action is taken. */
  ACTION,
  /** A temporal property under fairness. */
  LIVENESS,
  /** TLC cannot evaluate the mutant. */
  EVALUATION,
  /** The mutant has states without end. */
  SIZE,
  /** An engine and the mutant disagree. */
  REPLAY;

  String by(String what) {
    return name().toLowerCase(Locale.ROOT) + ": " + what;
  }
}
