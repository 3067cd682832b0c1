package org.lockstep.gate.report;

/** One engine along every transition of one model. */
public record ReplayRow(
    String module,
    String model,
    String engine,
    int transitions,
    int transitionsReplayed,
    int paths,
    long steps,
    long statesCompared,
    long enablednessChecks,
    double seconds,
    long stepsPerSecond,
    boolean complete) {}
