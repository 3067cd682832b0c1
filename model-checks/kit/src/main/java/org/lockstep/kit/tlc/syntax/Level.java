package org.lockstep.kit.tlc.syntax;

/** What a term speaks of. */
public enum Level {
  /** Nothing that changes. */
  CONSTANT,
  /** One state. */
  STATE,
  /** A step: two states. */
  ACTION,
  /** A whole behaviour. */
  TEMPORAL
}
