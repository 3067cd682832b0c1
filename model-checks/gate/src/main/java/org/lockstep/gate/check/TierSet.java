package org.lockstep.gate.check;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.manifest.Tier;

/** The tiers of a run: each contains the cheaper ones. */
public enum TierSet {
  SMALL(EnumSet.of(Tier.SMALL)),
  PUSH(EnumSet.of(Tier.SMALL, Tier.PUSH, Tier.LIVE)),
  DEEP(EnumSet.allOf(Tier.class));

  private final Set<Tier> tiers;

  TierSet(Set<Tier> tiers) {
    this.tiers = tiers;
  }

  boolean contains(Tier tier) {
    return tiers.contains(tier);
  }

  /** The set that a user names. */
  public static TierSet named(String name) {
    for (TierSet set : values()) {
      if (set.toString().equals(name)) {
        return set;
      }
    }
    throw new UnusableInput("no tier " + name + "; there are small, push and deep");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
