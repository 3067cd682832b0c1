package org.lockstep.kit.manifest;

/** When a model is checked. */
public enum Tier {
  /** In seconds, on every occasion; replay graphs come from here. */
  SMALL,
  /** On every push. */
  PUSH,
  /** Temporal properties, on every push. */
  LIVE,
  /** Nightly. */
  DEEP
}
