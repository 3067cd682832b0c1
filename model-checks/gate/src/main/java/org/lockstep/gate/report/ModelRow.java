package org.lockstep.gate.report;

import org.jspecify.annotations.Nullable;

/** TLC on one model. */
public record ModelRow(
    String module,
    String model,
    String expected,
    String outcome,
    @Nullable String violated,
    long generated,
    long distinct,
    int depth,
    double seconds,
    boolean asExpected) {}
