package org.lockstep.kit.replay;

import org.jspecify.annotations.Nullable;

/**
 * What a replay did.
 *
 * @param transitions how many the graph has
 * @param transitionsReplayed how many of them were taken and checked at least once
 * @param paths how many were begun
 * @param threadSwitches how many steps were taken by another thread than the one before
 * @param enablednessChecks how often the sets of enabled steps were compared; 0 without a graph
 * @param divergence the first one found, which ended the replay
 */
public record ReplayResult(
    int transitions,
    int transitionsReplayed,
    int paths,
    long steps,
    long threadSwitches,
    long statesCompared,
    long enablednessChecks,
    long nanos,
    @Nullable Divergence divergence) {

  /** Whether every transition of the graph was taken and nothing diverged. */
  public boolean complete() {
    return divergence == null && transitionsReplayed == transitions;
  }

  public double stepsPerSecond() {
    return steps * 1e9 / Math.max(1, nanos);
  }

  @Override
  public String toString() {
    return String.format(
        java.util.Locale.ROOT,
        "%d of %d transitions on %d paths, %d steps (%d thread switches), %d states and %d enabled sets compared, %.2f s, %s",
        transitionsReplayed,
        transitions,
        paths,
        steps,
        threadSwitches,
        statesCompared,
        enablednessChecks,
        nanos / 1e9,
        divergence == null ? "no divergence" : divergence.message());
  }
}
