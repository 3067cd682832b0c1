package org.lockstep.gate.report;

import org.jspecify.annotations.Nullable;

/**
 * The check of one model.
 *
 * @param cut steps that a constraint of the cfg cut off
 * @param judge who checked it: TLC, or our own search and fairness check
 */
public record ModelRow(
    String module,
    String model,
    String expected,
    String outcome,
    @Nullable String violated,
    long generated,
    long distinct,
    int depth,
    long cut,
    double seconds,
    boolean asExpected,
    String judge) {
  public static final String TLC = "TLC";
  public static final String OWN = "own";
}
