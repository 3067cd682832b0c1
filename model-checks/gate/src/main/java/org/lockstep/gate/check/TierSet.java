package org.lockstep.gate.check;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

  /** How long a model of others may take in these tiers; null for any time. */
  public @Nullable Duration longest() {
    return switch (this) {
      case SMALL -> Duration.ofSeconds(30);
      case PUSH -> Duration.ofMinutes(10);
      case DEEP -> null;
    };
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
