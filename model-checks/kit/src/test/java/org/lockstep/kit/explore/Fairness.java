package org.lockstep.kit.explore;

import java.util.List;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.Truths;

/** A specification explored and evaluated: what the tests here start from. */
record Fairness(StateGraph graph, TemporalSpec spec, Truths truths) {
  static Fairness of(CheckRequest request) {
    try (Stepper stepper = Stepper.open(request)) {
      StateGraph graph = Explorer.explore(stepper, 10_000);
      return new Fairness(graph, stepper.temporal(), stepper.truths(graph));
    }
  }

  List<PropertyVerdict> verdicts() {
    return FairnessCheck.check(graph, spec, truths);
  }

  /** The verdict on the only property. */
  PropertyVerdict verdict() {
    List<PropertyVerdict> verdicts = verdicts();
    if (verdicts.size() != 1) {
      throw new AssertionError("one property was expected: " + verdicts);
    }
    return verdicts.get(0);
  }
}
