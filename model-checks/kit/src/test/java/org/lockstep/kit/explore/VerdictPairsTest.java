package org.lockstep.kit.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Specs;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.Tlc;

/** One-worker TLC and the fairness check of our own must say the same of every property. */
class VerdictPairsTest {
  private final Path temp;

  VerdictPairsTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @ParameterizedTest(name = "{0} => {1}")
  @CsvSource({
    // doing nothing, and weak fairness
    "Spec, OnOffLive, violated",
    "WeakLight, OnOffLive, holds",
    "WeakLight, OffOnLive, violated",
    "WeakLight, OffOnOrBrokenLive, holds",
    "WeakLight, OftenOnLive, violated",
    "WeakLight, OftenOnOrBrokenLive, holds",
    "WeakLight, OnceOnLive, violated",
    "WeakNext, SwitchedLive, violated",
    // <>P and <>[]P
    "WeakLight, BrokenLive, violated",
    "StrongBreak, BrokenLive, holds",
    "StrongBreak, DarkLive, holds",
    "WeakLight, DarkLive, violated",
    "WeakLight, DarkIfBrokenLive, holds",
    "WeakLight, SettledLive, violated",
    // where weak fairness is not enough
    "WeakLock, ServedLive, violated",
    "StrongLock, ServedLive, holds",
    "StrongLock, ServedOneLive, holds",
    "StrongOnly, ServedOneLive, violated",
    "StrongOnly, FreedLive, violated",
    "StrongLock, FreedLive, holds",
    "StrongLight, OffOnOrBrokenLive, holds",
    // a step that changes nothing is no step
    "LookFair, FreedLive, holds",
    "LightSubscript, OnOffLive, holds",
    "LightSubscript, ServedOneLive, violated",
    // properties of steps, and fairness as a property
    "WeakLight, SwitchedLive, violated",
    "Sunny, SwitchedLive, holds",
    "WeakLight, QuietLive, violated",
    "Lasting, QuietLive, holds",
    "Lasting, ServedOneLive, violated",
    "WeakLight, FairnessProp, holds",
    "Spec, FairnessProp, violated",
    "StrongBreak, StrongProp, holds",
    "WeakLight, StrongProp, violated",
    "WeakLight, WeakBreakProp, holds",
    "Spec, WeakBreakProp, violated",
    // assumptions that are no fairness, nesting, and other connectives
    "Sunny, OftenOnLive, holds",
    "Implied, OftenOnLive, violated",
    "WeakLight, BackAndForthLive, holds",
    "WeakLight, ChoiceLive, holds",
    "Spec, ChoiceLive, violated",
    "Spec, NestedLive, violated",
    "Spec, BreakStaysLive, holds",
    "WeakLight, SomeoneLive, holds",
    "Asking, SomeoneLive, holds",
    "WeakLight, BothLive, violated",
    "StrongLock, BothLive, violated",
  })
  void tlcAndWeAgree(String specification, String property, String expected) {
    CheckRequest request =
        new Specs(temp)
            .request(
                "fair/Fair",
                "CONSTANT Procs = {\"p1\", \"p2\"}\nSPECIFICATION "
                    + specification
                    + "\nPROPERTY "
                    + property
                    + "\n");
    CheckResult tlc = Tlc.check(request);
    List<PropertyVerdict> ours;
    try (Stepper stepper = Stepper.open(request)) {
      StateGraph graph = Explorer.explore(stepper, 1000);
      assertEquals(tlc.distinct(), graph.nodeCount());
      ours = FairnessCheck.check(graph, stepper.temporal(), stepper.truths(graph));
      for (PropertyVerdict verdict : ours) {
        if (!verdict.holds()) {
          Lasso lasso = Objects.requireNonNull(verdict.counterexample());
          assertTrue(lasso.trace(graph).isLasso());
        }
      }
    }
    assertEquals(
        expected.equals("holds") ? Outcome.HELD : Outcome.LIVENESS, tlc.outcome(), tlc::summary);
    assertTrue(!ours.isEmpty());
    assertEquals(
        expected.equals("holds"), ours.stream().allMatch(PropertyVerdict::holds), ours::toString);
  }
}
