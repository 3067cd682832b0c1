package org.lockstep.kit.tlc;

/** How a run of TLC ended. Only {@link #HELD} says that the whole bounded state space was seen. */
public enum Outcome {
  /** Everything asked for held in every reachable state, and no state was left unexplored. */
  HELD,
  /** A state without a successor. */
  DEADLOCK,
  /** An invariant, in an initial or a later state. */
  INVARIANT,
  /** A property of single steps {@code [][A]_v}, or the initial condition of a refinement. */
  ACTION_PROPERTY,
  /** A temporal property. */
  LIVENESS,
  /** An {@code ASSUME} of a module is false. */
  ASSUMPTION,
  /** TLC could not evaluate the specification. */
  EVALUATION,
  /** A module does not parse or is missing. */
  PARSE_ERROR,
  /** The cfg file is wrong, or asks for what the runner refuses. */
  CONFIG_ERROR,
  /** TLC itself failed: memory, disk, a bug. */
  SYSTEM_ERROR,
  /** Stopped before the end; says nothing about the properties. */
  NOT_FINISHED;

  /** Whether this is a verdict on the model, as opposed to a failure to get one. */
  public boolean isVerdict() {
    return ordinal() <= ASSUMPTION.ordinal();
  }

  /** Whether TLC found a behaviour (or an assumption) that breaks the model. */
  public boolean isViolation() {
    return isVerdict() && this != HELD;
  }
}
