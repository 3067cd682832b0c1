package org.lockstep.kit.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Specs;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.TlcException;

/** What the fairness check reads, what it refuses, and that its verdicts depend on what it read. */
class FairnessCheckTest {
  private final Path temp;

  FairnessCheckTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private CheckRequest request(String specification, String... properties) {
    return new Specs(temp)
        .request(
            "fair/Fair",
            "CONSTANT Procs = {\"p1\", \"p2\"}\nSPECIFICATION "
                + specification
                + "\nPROPERTIES "
                + String.join(" ", properties)
                + "\n");
  }

  private Fairness fairness(String specification, String... properties) {
    return Fairness.of(request(specification, properties));
  }

  @Test
  void everyConjunctOfTheFairnessCounts() {
    Fairness whole = fairness("StrongLock", "ServedLive");
    assertTrue(whole.verdict().holds());
    assertEquals(1, whole.spec().fairness().size());
    Fairness two = fairness("StrongBreak", "BrokenLive");
    assertEquals(2, two.spec().fairness().size());
    assertTrue(two.verdict().holds());
    for (int i = 0; i < 2; i++) {
      TemporalSpec fewer = two.spec().without(i);
      assertFalse(
          FairnessCheck.check(two.graph(), fewer, two.truths()).get(0).holds(),
          "without conjunct " + i);
    }
  }

  @Test
  void aCounterexampleIsAStemAndALoop() {
    Fairness fairness = fairness("WeakLight", "BrokenLive");
    Trace trace =
        Objects.requireNonNull(fairness.verdict().counterexample()).trace(fairness.graph());
    assertTrue(trace.isLasso());
    assertFalse(trace.endsStuttering());
    assertEquals(
        List.of("SwitchOn", "SwitchOff"), trace.labels().stream().map(Object::toString).toList());
    assertEquals(0, trace.loopTo());
  }

  @Test
  void aCounterexampleMayDoNothing() {
    Fairness fairness = fairness("Spec", "OnOffLive");
    Trace trace =
        Objects.requireNonNull(fairness.verdict().counterexample()).trace(fairness.graph());
    assertTrue(trace.endsStuttering());
    assertEquals(2, trace.states().size());
  }

  @Test
  void severalPropertiesHaveOneVerdictEach() {
    Fairness fairness = fairness("WeakLight", "OnOffLive", "BrokenLive", "OffOnOrBrokenLive");
    assertEquals(
        List.of("OnOffLive true", "BrokenLive false", "OffOnOrBrokenLive true"),
        fairness.verdicts().stream().map(v -> v.name() + " " + v.holds()).toList());
  }

  /** TLC cannot read these, so that there is nothing to compare with but the plain form. */
  @ParameterizedTest
  @CsvSource({
    "WeakLight, OftenOnByNameLive, OftenOnLive",
    "StrongLock, FreedByNameLive, FreedLive",
    "StrongOnly, FreedByNameLive, FreedLive",
    "WeakLight, EquivLive, BackAndForthLive"
  })
  void anOperatorWithArgumentsIsReadAsWhatItStandsFor(String spec, String named, String plain) {
    assertEquals(holds(fairness(spec, plain)), holds(fairness(spec, named)));
  }

  private static boolean holds(Fairness fairness) {
    return fairness.verdicts().stream().allMatch(PropertyVerdict::holds);
  }

  @ParameterizedTest
  @CsvSource({"HiddenLive, \\EE", "StateSetLive, depends on the state"})
  void aFormThatCannotBeReadIsAnError(String property, String named) {
    try (Stepper stepper = Stepper.open(request("Spec", property))) {
      TlcException refused = assertThrows(TlcException.class, stepper::temporal);
      assertTrue(String.valueOf(refused.getMessage()).contains(named), refused::toString);
      assertTrue(String.valueOf(refused.getMessage()).contains("module Fair"), refused::toString);
    }
  }

  @Test
  void aFairActionThatLeavesAValueOpenIsAnError() {
    try (Stepper stepper = Stepper.open(request("Open", "OnOffLive"))) {
      TlcException refused =
          assertThrows(TlcException.class, () -> stepper.truths(Explorer.explore(stepper, 100)));
      assertTrue(
          String.valueOf(refused.getMessage()).contains("without a value"), refused::toString);
    }
  }

  @Test
  void stepPropertiesAndInvariantsAreEvaluatedEverywhere() {
    Fairness fairness =
        Fairness.of(
            new Specs(temp)
                .request(
                    "fair/Fair",
                    "CONSTANT Procs = {\"p1\"}\nSPECIFICATION Spec\nINVARIANT TypeOK\nPROPERTIES BreakProp NeverProp\n"));
    int nodes = fairness.graph().nodeCount();
    int edges = fairness.graph().edgeCount();
    assertEquals(nodes, count(fairness.truths().invariants().get("TypeOK")));
    assertEquals(edges, count(fairness.truths().stepProperties().get("BreakProp")));
    assertTrue(count(fairness.truths().stepProperties().get("NeverProp")) < edges);
  }

  private static int count(java.util.@org.jspecify.annotations.Nullable BitSet bits) {
    return Objects.requireNonNull(bits).cardinality();
  }

  @Test
  void aLassoThatIsNoCounterexampleIsRefused() {
    Fairness fairness = fairness("WeakLight", "BrokenLive");
    TemporalSpec.Property property = fairness.spec().properties().get(0);
    Lasso good = Objects.requireNonNull(fairness.verdict().counterexample());
    assertEquals(Optional.empty(), objection(fairness, good, property));
    Lasso stuck = new Lasso(good.start(), good.loop().subList(0, 1), List.of());
    assertTrue(objection(fairness, stuck, property).orElse("").contains("unfair"));
    Lasso torn = new Lasso(good.start(), List.of(), good.loop().subList(1, 2));
    assertTrue(objection(fairness, torn, property).orElse("").contains("no behaviour"));
    Lasso elsewhere = new Lasso(fairness.graph().target(good.loop().get(0)), List.of(), List.of());
    assertTrue(objection(fairness, elsewhere, property).orElse("").contains("no behaviour"));
    TemporalSpec.Property other = fairness("WeakLight", "OnOffLive").spec().properties().get(0);
    Fairness holds = fairness("WeakLight", "OnOffLive");
    assertTrue(objection(holds, good, other).orElse("").contains("satisfies"));
  }

  private static Optional<String> objection(
      Fairness fairness, Lasso lasso, TemporalSpec.Property property) {
    return new LassoCheck(fairness.graph(), new Atoms(fairness.truths()), lasso)
        .objection(fairness.spec(), property);
  }
}
