package org.lockstep.gate.fork;

import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;

/**
 * How many checks run side by side: two, for a small machine and its memory, unless {@code
 * LOCKSTEP_LANES} asks for more. What is found does not depend on it, only how soon.
 */
public final class Lanes {
  static final String SETTING = "LOCKSTEP_LANES";
  private static final int MOST = 256;

  private Lanes() {}

  public static int count() {
    return count(System.getenv(SETTING), Runtime.getRuntime().availableProcessors());
  }

  static int count(@Nullable String asked, int processors) {
    if (asked == null || asked.isEmpty()) {
      return Math.min(2, processors);
    }
    try {
      int lanes = Integer.parseInt(asked);
      if (lanes >= 1 && lanes <= MOST) {
        return lanes;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw new UnusableInput(
        SETTING + " is '" + asked + "': a number from 1 to " + MOST + " was expected; or unset it");
  }
}
