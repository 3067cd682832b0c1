package org.lockstep.gate.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second opinion on one model: our own search and fairness check beside TLC's.
 *
 * @param statesAgree states that TLC's graph has too; null if TLC's graph was not kept, and only
 *     counts and verdicts are compared
 * @param transitionsAgree steps that TLC's graph has too, or null
 * @param invariants invariants evaluated on each of our states
 * @param stepProperties properties evaluated on each of our steps
 * @param properties temporal properties checked on our graph
 * @param violated what does not hold, as we see it
 * @param verdict our verdict in the words of TLC's
 * @param agrees whether TLC says the same
 */
public record OpinionRow(
    String module,
    String model,
    int states,
    int transitions,
    @Nullable Integer statesAgree,
    @Nullable Integer transitionsAgree,
    int invariants,
    int stepProperties,
    int properties,
    List<String> violated,
    String verdict,
    boolean agrees,
    double seconds) {
  public OpinionRow {
    violated = List.copyOf(violated);
  }
}
