package org.lockstep.kit.tlc;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Trace;

/**
 * What TLC found.
 *
 * @param exitCode the exit code that TLC's command line would give; -1 for a run that did not
 *     finish
 * @param violated name of the violated invariant or property, if there is one and TLC tells it
 * @param generated states generated, duplicates included
 * @param left states that were reached but not explored
 * @param depth states on the longest of the shortest behaviours
 * @param workers the workers really used
 * @param symmetry whether states were folded by symmetry, which makes the counts relative to it
 * @param actions every action of the next-state relation, the ones never taken with zeros
 * @param counterexample the behaviour that violates, if the outcome has one
 * @param messages TLC's errors and warnings, one line each, the most telling first
 * @param cut steps that TLC generated and then dropped because a constraint of the cfg says so;
 *     told for a model that held only
 * @param measuredOn hash of the modules, the cfg and the TLC jar; empty if the modules do not parse
 */
public record CheckResult(
    Outcome outcome,
    int exitCode,
    @Nullable String violated,
    long generated,
    long distinct,
    long left,
    int depth,
    double seconds,
    int workers,
    boolean symmetry,
    Map<String, ActionCount> actions,
    @Nullable Trace counterexample,
    List<String> messages,
    long cut,
    String measuredOn) {
  public CheckResult {
    actions = Collections.unmodifiableMap(new TreeMap<>(actions));
    messages = List.copyOf(messages);
    if (outcome == Outcome.HELD && (exitCode != 0 || left != 0)) {
      throw new IllegalArgumentException(
          "a model held only with exit code 0 and an empty queue, not "
              + exitCode
              + " and "
              + left);
    }
  }

  /** Exit code of a run without verdict: what TLC prints in such a case would mislead. */
  public static final int NO_EXIT_CODE = -1;

  /** A run that never got to generate a state. */
  public static CheckResult failed(Outcome outcome, int exitCode, String... messages) {
    return new CheckResult(
        outcome, exitCode, null, 0, 0, 0, 0, 0, 0, false, Map.of(), null, List.of(messages), 0, "");
  }

  /** Whether the counts are the same in every run: one worker and no symmetry. */
  public boolean countsArePinned() {
    return workers == 1 && !symmetry;
  }

  /** The states of the counterexample, 0 if there is none. */
  public int traceLength() {
    return counterexample == null ? 0 : counterexample.states().size();
  }

  /** One line for a log. */
  public String summary() {
    String counts = generated + " states generated, " + distinct + " distinct, depth " + depth;
    String name = violated == null ? "" : " of " + violated;
    String trace = counterexample == null ? "" : ", counterexample of " + traceLength() + " states";
    String text =
        messages.isEmpty()
            ? ""
            : ": " + messages.stream().limit(2).collect(Collectors.joining("; "));
    return outcome + name + " (" + counts + ", " + left + " left" + trace + ")" + text;
  }
}
