package org.lockstep.kit.tlc;

/** How often an action was taken: steps that led to a new state, and all steps. */
public record ActionCount(long distinct, long generated) {
  public ActionCount plus(ActionCount other) {
    return new ActionCount(distinct + other.distinct, generated + other.generated);
  }
}
