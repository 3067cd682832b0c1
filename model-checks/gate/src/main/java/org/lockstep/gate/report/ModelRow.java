package org.lockstep.gate.report;

import org.jspecify.annotations.Nullable;

/**
 * TLC on one model.
 *
 * @param cut steps that a constraint of the cfg cut off
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
    boolean asExpected) {}
