package org.lockstep.kit.replay;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How to replay.
 *
 * @param onThreadStart called on each new controlled thread with its name, before anything else:
 *     pin it to a core here
 * @param watchdog how long a single step may take before the run is given up; the last line, never
 *     part of a passing run
 * @param shorten whether to look for the shortest behaviour that shows a divergence
 */
public record ReplayOptions(Consumer<String> onThreadStart, Duration watchdog, boolean shorten) {
  public static ReplayOptions standard() {
    return new ReplayOptions(name -> {}, Duration.ofSeconds(60), true);
  }

  public ReplayOptions withOnThreadStart(Consumer<String> hook) {
    return new ReplayOptions(hook, watchdog, shorten);
  }

  public ReplayOptions withWatchdog(Duration limit) {
    return new ReplayOptions(onThreadStart, limit, shorten);
  }

  public ReplayOptions withoutShortening() {
    return new ReplayOptions(onThreadStart, watchdog, false);
  }
}
