package org.lockstep.gate.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.explore.Explorer;
import org.lockstep.kit.explore.FairnessCheck;
import org.lockstep.kit.explore.GraphComparison;
import org.lockstep.kit.explore.Lasso;
import org.lockstep.kit.explore.PropertyVerdict;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.Truths;

/**
 * What our own search says about a model, without TLC's queue, fingerprints, ENABLED and liveness
 * check.
 *
 * @param spec what was checked on the graph, temporally
 * @param verdicts one for each temporal property
 */
record Opinion(StateGraph graph, Truths truths, TemporalSpec spec, List<PropertyVerdict> verdicts) {
  /** Far above the models that are asked about: a model without end must not fill the memory. */
  private static final int LIMIT = 500_000;

  static Opinion on(CheckRequest request) {
    try (Stepper stepper = Stepper.open(request)) {
      TemporalSpec spec = stepper.temporal(); // an unreadable form is found before the work
      StateGraph graph = Explorer.explore(stepper, LIMIT);
      Truths truths = stepper.truths(graph);
      return new Opinion(graph, truths, spec, FairnessCheck.check(graph, spec, truths));
    }
  }

  /** What is violated, in the order in which TLC would look for it. */
  Outcome outcome() {
    if (!truths.deadlocks().isEmpty()) {
      return Outcome.DEADLOCK;
    }
    if (!violatedInvariants().isEmpty()) {
      return Outcome.INVARIANT;
    }
    if (!violatedSteps().isEmpty()) {
      return Outcome.ACTION_PROPERTY;
    }
    return violatedTemporal().isEmpty() ? Outcome.HELD : Outcome.LIVENESS;
  }

  List<String> violated() {
    List<String> all = new ArrayList<>(violatedInvariants());
    all.addAll(violatedSteps());
    all.addAll(violatedTemporal());
    return all;
  }

  private List<String> violatedInvariants() {
    return falseSomewhere(truths.invariants(), graph.nodeCount());
  }

  private List<String> violatedSteps() {
    List<String> names = falseSomewhere(truths.stepProperties(), graph.edgeCount());
    truths
        .initial()
        .forEach(
            (name, where) -> {
              for (int node : graph.initial()) {
                if (!where.get(node) && !names.contains(name)) {
                  names.add(name);
                }
              }
            });
    return names;
  }

  private static List<String> falseSomewhere(Map<String, BitSet> truths, int size) {
    List<String> names = new ArrayList<>();
    truths.forEach(
        (name, where) -> {
          if (where.nextClearBit(0) < size) {
            names.add(name);
          }
        });
    return names;
  }

  private List<String> violatedTemporal() {
    return verdicts.stream().filter(v -> !v.holds()).map(PropertyVerdict::name).toList();
  }

  /** The counterexample to the first temporal property that is violated. */
  @Nullable Trace lasso() {
    for (PropertyVerdict verdict : verdicts) {
      Lasso lasso = verdict.counterexample();
      if (lasso != null) {
        return lasso.trace(graph);
      }
    }
    return null;
  }

  @Nullable GraphComparison comparison(@Nullable StateGraph theirs) {
    return theirs == null ? null : GraphComparison.of(graph, theirs);
  }

  /**
   * How this differs from what TLC says, one line each. TLC stops at the first violation, so of a
   * violated model only the verdict can be compared.
   */
  List<String> differences(CheckResult tlc, @Nullable GraphComparison comparison) {
    List<String> differences = new ArrayList<>();
    if (tlc.outcome() != outcome() && !violatesMore(tlc)) {
      differences.add(
          "TLC says "
              + text(tlc.outcome())
              + ", our own check "
              + text(outcome())
              + " "
              + violated());
    } else if (tlc.violated() != null && !violated().contains(tlc.violated())) {
      differences.add(
          "TLC says that "
              + tlc.violated()
              + " is violated, our own check that "
              + violated()
              + " is");
    }
    boolean walked = tlc.outcome() == Outcome.HELD || tlc.outcome() == Outcome.LIVENESS;
    if (walked && tlc.distinct() != graph.nodeCount()) {
      differences.add(
          "TLC found " + tlc.distinct() + " states, our own search " + graph.nodeCount());
    }
    if (comparison != null && comparison.difference() != null) {
      differences.add("our graph and TLC's differ: " + comparison.difference());
    }
    return differences;
  }

  /** A violated model may violate several things, and TLC names the one that it meets first. */
  private boolean violatesMore(CheckResult tlc) {
    return tlc.violated() != null && violated().contains(tlc.violated());
  }

  static String text(Outcome outcome) {
    return outcome.toString().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
