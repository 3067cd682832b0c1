package org.lockstep.kit.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;

/**
 * The result that a manifest promises for a model or fault. Numbers are there once measured.
 *
 * @param violates the violated invariant or property
 * @param traceLength states of the counterexample
 * @param measuredOn hash of all that the numbers depend on
 */
public record Expected(
    Outcome outcome,
    @Nullable String violates,
    @Nullable Long generated,
    @Nullable Long distinct,
    @Nullable Integer depth,
    @Nullable Integer traceLength,
    @Nullable String measuredOn) {

  /** The exit code of TLC's command line for the promised result. */
  public int exitCode() {
    return switch (outcome) {
      case HELD -> 0;
      case ASSUMPTION -> 10;
      case DEADLOCK -> 11;
      case INVARIANT -> 12;
      case ACTION_PROPERTY, LIVENESS -> 13;
      default -> throw new IllegalStateException("no model can promise " + outcome);
    };
  }

  /** The same promise with the numbers of a run, those left out that differ from run to run. */
  public Expected measured(CheckResult result) {
    boolean pinned = result.countsArePinned();
    return new Expected(
        outcome,
        violates,
        pinned ? result.generated() : null,
        pinned ? result.distinct() : null,
        pinned ? result.depth() : null,
        pinned && result.counterexample() != null ? result.traceLength() : null,
        result.measuredOn());
  }

  /** How a run differs from the promise, one line each; empty if it does not. */
  List<String> differences(String name, CheckResult result) {
    List<String> differences = new ArrayList<>();
    if (result.outcome() != outcome || result.exitCode() != exitCode()) {
      differences.add(
          name
              + ": expected "
              + text(outcome, violates)
              + " (exit code "
              + exitCode()
              + "), found "
              + text(result.outcome(), result.violated())
              + " (exit code "
              + result.exitCode()
              + "): "
              + result.summary());
      return differences; // numbers of another outcome mean nothing
    }
    if (!Objects.equals(violates, result.violated())) {
      differences.add(
          name + ": expected a violation of " + violates + ", found one of " + result.violated());
    }
    if (measuredOn == null) {
      differences.add(name + ": was never measured: the manifest has no measuredOn");
    } else if (!measuredOn.equals(result.measuredOn())) {
      differences.add(
          name
              + ": the manifest's numbers are stale: a module, the cfg or the TLC jar has changed since (measuredOn is now "
              + result.measuredOn()
              + ")");
    }
    if (result.countsArePinned()) {
      number(differences, name, "generated states", generated, result.generated());
      number(differences, name, "distinct states", distinct, result.distinct());
      number(differences, name, "depth", depth, result.depth());
      number(differences, name, "states in the counterexample", traceLength, result.traceLength());
    }
    return differences;
  }

  private static void number(
      List<String> differences, String name, String what, @Nullable Number expected, Number found) {
    if (expected != null && expected.longValue() != found.longValue()) {
      differences.add(name + ": expected " + expected + " " + what + ", found " + found);
    }
  }

  private static String text(Outcome outcome, @Nullable String violated) {
    return violated == null ? outcome.toString() : outcome + " of " + violated;
  }
}
