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
  SMALL(EnumSet.of(Tier.SMALL), 0, 20_000, 40),
  PUSH(EnumSet.of(Tier.SMALL, Tier.PUSH, Tier.LIVE), 15, 1_000_000, 160),
  DEEP(EnumSet.allOf(Tier.class), 1, 5_000_000, 160);

  private final Set<Tier> tiers;
  private final int everyMutant;
  private final long recordedEvents;
  private final int timedRounds;

  TierSet(Set<Tier> tiers, int everyMutant, long recordedEvents, int timedRounds) {
    this.tiers = tiers;
    this.everyMutant = everyMutant;
    this.recordedEvents = recordedEvents;
    this.timedRounds = timedRounds;
  }

  /** Every so-many-th mutant is tried; 0 for none. */
  int everyMutant() {
    return everyMutant;
  }

  /** So many events of free threads are recorded of each engine and module. */
  long recordedEvents() {
    return recordedEvents;
  }

  /**
   * The cost of recording is the median of so many pairs of rounds: of 40 it differs by some five
   * percent from run to run, of four times as many by half of that.
   */
  int timedRounds() {
    return timedRounds;
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
