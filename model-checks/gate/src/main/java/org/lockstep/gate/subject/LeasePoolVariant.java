package org.lockstep.gate.subject;

import java.util.Map;
import java.util.function.Function;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolBuilder;

/** The Java lease pool, sound or with a fault by name. */
final class LeasePoolVariant {
  static final String SOUND = "sound";

  private static final Map<String, Function<LeasePoolBuilder, LeasePool>> VARIANTS =
      Map.ofEntries(Map.entry(SOUND, LeasePoolBuilder::build));

  private LeasePoolVariant() {}

  static Function<LeasePoolBuilder, LeasePool> of(String name) {
    Function<LeasePoolBuilder, LeasePool> variant = VARIANTS.get(name);
    if (variant == null) {
      throw new IllegalArgumentException(
          "the Java LeasePool has no variant " + name + "; it has " + VARIANTS.keySet());
    }
    return variant;
  }
}
