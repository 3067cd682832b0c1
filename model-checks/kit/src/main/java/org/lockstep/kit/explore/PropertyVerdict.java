package org.lockstep.kit.explore;

import org.jspecify.annotations.Nullable;

/**
 * What the fairness check says about a temporal property.
 *
 * @param counterexample a fair behaviour that violates it, re-checked, or null if there is none
 * @param pairs how many pairs of a state and an obligation were searched
 */
public record PropertyVerdict(String name, @Nullable Lasso counterexample, long pairs) {
  public boolean holds() {
    return counterexample == null;
  }
}
