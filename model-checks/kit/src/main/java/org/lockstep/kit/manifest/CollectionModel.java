package org.lockstep.kit.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;

/**
 * A model of a collection of specifications that others wrote.
 *
 * @param name the cfg, as the manifest calls it
 * @param runtime how long it takes, null if nobody knows
 * @param unsupported why it cannot be run here, null if it can
 * @param depth how far its states lie from the beginning
 * @param depthIsExact whether the depth was measured with one worker; with more, TLC may report a
 *     larger one
 */
public record CollectionModel(
    String name,
    Path module,
    Path cfg,
    @Nullable Duration runtime,
    @Nullable String unsupported,
    CollectionResult expected,
    @Nullable Long distinct,
    @Nullable Long generated,
    @Nullable Integer depth,
    boolean depthIsExact) {

  /** A model without a manifest: whatever its cfg asks for is to hold. */
  public static CollectionModel toHold(Path module, Path cfg) {
    String name = String.valueOf(cfg.getFileName());
    return new CollectionModel(
        name, module, cfg, null, null, CollectionResult.SUCCESS, null, null, null, true);
  }

  public CheckRequest request() {
    return CheckRequest.of(module, cfg).cfgDecidesDeadlock(true);
  }

  /** Why there is nothing to compare a run with. */
  public Optional<String> skip() {
    if (unsupported != null) {
      return Optional.of(unsupported);
    }
    return expected == CollectionResult.UNKNOWN
        ? Optional.of("the manifest promises no result (\"unknown\")")
        : Optional.empty();
  }

  /** How a run differs from what the manifest promises; empty if it does not. */
  public List<String> differences(CheckResult result) {
    if (result.outcome() == Outcome.NOT_FINISHED) {
      return List.of(
          "not finished within its time: "
              + result.distinct()
              + " distinct states, "
              + result.generated()
              + " generated so far");
    }
    if (!expected.isThatOf(result)) {
      return List.of("expected " + expected + ", found " + result.summary());
    }
    List<String> differences = new ArrayList<>();
    number(differences, "distinct states", distinct, result.distinct());
    number(differences, "generated states", generated, result.generated());
    if (depthDiffers(result) && (depthIsExact || isShallower(result))) {
      number(differences, "depth", depth, result.depth());
    }
    return differences;
  }

  /** What is told of a run but is no failure. */
  public Optional<String> note(CheckResult result) {
    return depthDiffers(result) && !depthIsExact
        ? Optional.of("the manifest's depth " + depth + " was measured with several workers")
        : Optional.empty();
  }

  private boolean isShallower(CheckResult result) {
    return depth != null && depth < result.depth();
  }

  private boolean depthDiffers(CheckResult result) {
    return depth != null && result.countsArePinned() && depth != result.depth();
  }

  private static void number(
      List<String> differences, String what, @Nullable Number expected, Number found) {
    if (expected != null && expected.longValue() != found.longValue()) {
      differences.add("expected " + expected + " " + what + ", found " + found);
    }
  }
}
