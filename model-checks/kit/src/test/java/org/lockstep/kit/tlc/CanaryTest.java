package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.explore.Explorer;
import org.lockstep.kit.explore.FairnessCheck;
import org.lockstep.kit.explore.PropertyVerdict;
import org.lockstep.kit.model.StateGraph;

/**
 * Known errors of this TLC: each model here is violated in truth, and TLC says that it holds. A
 * test that fails is good news: a better TLC is on the class path. Then let the test demand the
 * violation, and take the construct off the list of what specifications must avoid.
 */
class CanaryTest {
  private final Path temp;

  CanaryTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private void assertMissed(String canary, String cfg) {
    CheckResult result = new Specs(temp).check("canaries/" + canary, cfg);
    assertEquals(Outcome.HELD, result.outcome(), result::summary);
  }

  @Test
  void issue1145ExceptHandedToASequenceOperator() {
    assertMissed("Canary1145", "SPECIFICATION Spec\nINVARIANT NeverSevenInv\n");
  }

  @Test
  void issue1302ExceptOnAFunctionOfFunctions() {
    assertMissed("Canary1302", "SPECIFICATION Spec\nINVARIANT NotAllChoicesInv\n");
  }

  @Test
  void issue725EnabledInAnInstanceSafety() {
    assertMissed("Canary725", "SPECIFICATION Spec\nINVARIANT ClearableInv\n");
  }

  @Test
  void issue725EnabledInAnInstanceLiveness() {
    String cfg = "SPECIFICATION FairSpec\nPROPERTY MarkedLive\n";
    assertMissed("Canary725", cfg);
    assertSeenByOurOwnCheck("Canary725", cfg);
  }

  /** Our check takes the fair action instead of asking TLC whether it is enabled. */
  private void assertSeenByOurOwnCheck(String canary, String cfg) {
    try (Stepper stepper = Stepper.open(new Specs(temp).request("canaries/" + canary, cfg))) {
      StateGraph graph = Explorer.explore(stepper, 100);
      List<PropertyVerdict> verdicts =
          FairnessCheck.check(graph, stepper.temporal(), stepper.truths(graph));
      assertEquals(1, verdicts.size());
      assertFalse(verdicts.get(0).holds(), "our own check misses the violation too");
    }
  }

  @Test
  void issue971IsSeenByOurOwnCheck() {
    assertSeenByOurOwnCheck("Canary971", "SPECIFICATION Spec\nPROPERTY BurnsOnceLive\n");
  }

  /**
   * No known failure: the runner avoids the bug by using one worker, however many were asked for.
   */
  @Test
  void issue971LivenessWithTwoWorkersIsCheckedWithOne() {
    for (int i = 0; i < 10; i++) {
      CheckResult result =
          Tlc.check(
              new Specs(temp)
                  .request("canaries/Canary971", "SPECIFICATION Spec\nPROPERTY BurnsOnceLive\n")
                  .workers(2));
      assertEquals(1, result.workers());
      assertEquals(Outcome.LIVENESS, result.outcome(), result::summary);
      assertEquals("BurnsOnceLive", result.violated());
    }
  }
}
