package org.lockstep.kit.manifest;

import java.util.Locale;
import org.lockstep.kit.tlc.CheckResult;

/** How a model of a collection is expected to end. */
public enum CollectionResult {
  SUCCESS(0),
  ASSUMPTION_FAILURE(10),
  DEADLOCK_FAILURE(11),
  SAFETY_FAILURE(12),
  LIVENESS_FAILURE(13),
  /** The collection promises nothing. */
  UNKNOWN(CheckResult.NO_EXIT_CODE);

  private final int exitCode;

  CollectionResult(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The collection knows TLC's exit codes only, so that action properties count as liveness. */
  boolean isThatOf(CheckResult result) {
    return this != UNKNOWN && result.exitCode() == exitCode;
  }

  /** As it is written in a manifest. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
