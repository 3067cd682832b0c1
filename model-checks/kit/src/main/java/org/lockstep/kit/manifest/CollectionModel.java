package org.lockstep.kit.manifest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;

/**
 * A model of a collection of specifications that others wrote.
 *
 * @param name the cfg, as the manifest calls it
 * @param runtime how long it takes, null if nobody knows
 * @param unsupported why it cannot be run here, null if it can
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
    @Nullable Integer depth) {

  /** A model without a manifest: whatever its cfg asks for is to hold. */
  public static CollectionModel toHold(Path module, Path cfg) {
    String name = String.valueOf(cfg.getFileName());
    return new CollectionModel(
        name, module, cfg, null, null, CollectionResult.SUCCESS, null, null, null);
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
    if (!expected.isThatOf(result)) {
      return List.of("expected " + expected + ", found " + result.summary());
    }
    List<String> differences = new ArrayList<>();
    number(differences, "distinct states", distinct, result.distinct());
    number(differences, "generated states", generated, result.generated());
    if (result.countsArePinned()) {
      number(differences, "depth", depth, result.depth());
    }
    return differences;
  }

  private static void number(
      List<String> differences, String what, @Nullable Number expected, Number found) {
    if (expected != null && expected.longValue() != found.longValue()) {
      differences.add("expected " + expected + " " + what + ", found " + found);
    }
  }
}
