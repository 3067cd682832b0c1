package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.model.Trace;

/** Every outcome, with its exit code, its name and its counterexample. */
class TlcTest {
  private final Path temp;

  TlcTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private CheckResult buffer(String rest) {
    return new Specs(temp).check("BoundedBuffer/BoundedBuffer", Specs.BUFFER + rest);
  }

  private CheckResult counter(String rest) {
    return new Specs(temp).check("small/Counter", Specs.COUNTER + rest);
  }

  private static void assertOutcome(
      Outcome outcome, int exitCode, String violated, CheckResult result) {
    assertEquals(outcome, result.outcome(), result::summary);
    assertEquals(exitCode, result.exitCode(), result::summary);
    assertEquals(violated, String.valueOf(result.violated()), result::summary);
  }

  private static Trace trace(CheckResult result) {
    Trace trace = result.counterexample();
    assertNotNull(trace, result::summary);
    return trace;
  }

  @Test
  void heldWithCounts() {
    CheckResult result =
        buffer("SPECIFICATION Spec\nINVARIANTS TypeOK CapacityInv\nPROPERTY FifoProp\n");
    assertOutcome(Outcome.HELD, 0, "null", result);
    assertEquals(10, result.distinct());
    assertEquals(22, result.generated());
    assertEquals(4, result.depth());
    assertEquals(0, result.left());
    assertNull(result.counterexample());
    assertEquals(List.of(), result.messages());
    long steps = result.actions().values().stream().mapToLong(ActionCount::generated).sum();
    assertEquals(result.generated() - 1, steps);
    assertEquals(9, result.actions().values().stream().mapToLong(ActionCount::distinct).sum());
    assertEquals(
        List.of("Put", "PutWaits", "Take", "TakeWaits"), List.copyOf(result.actions().keySet()));
  }

  @Test
  void twoWorkersAgreeOnSafety() {
    Specs specs = new Specs(temp);
    String cfg = Specs.COUNTER + "SPECIFICATION Spec\nINVARIANT BoundInv\n";
    CheckResult one = specs.check("small/Counter", cfg);
    CheckResult two = Tlc.check(specs.request("small/Counter", cfg).workers(2));
    assertEquals(2, two.workers());
    assertEquals(one.distinct(), two.distinct());
    assertEquals(one.generated(), two.generated());
    assertEquals(Outcome.HELD, two.outcome());
    assertTrue(one.countsArePinned() && !two.countsArePinned());
  }

  @Test
  void deadlockWithLabelledTrace() {
    CheckResult result =
        new Specs(temp)
            .check(
                "BoundedBuffer/LostWakeup",
                Specs.BUFFER + "WakeAll <- WakeOne\nSPECIFICATION Spec\nINVARIANT CapacityInv\n");
    assertOutcome(Outcome.DEADLOCK, 11, "null", result);
    Trace trace = trace(result);
    assertEquals(9, result.traceLength());
    assertEquals("PutWaits(p2)", trace.labels().get(7).toString());
    assertEquals("{c1, p1, p2}", trace.states().get(8).get("waiting").toString());
    assertEquals(Trace.NO_LOOP, trace.loopTo());
  }

  @Test
  void invariantViolated() {
    CheckResult result = counter("SPECIFICATION Spec\nINVARIANTS BoundInv ZeroInv\n");
    assertOutcome(Outcome.INVARIANT, 12, "ZeroInv", result);
    assertEquals("[Inc(a)]", trace(result).labels().toString());
  }

  @Test
  void invariantViolatedInTheInitialState() {
    CheckResult result = counter("SPECIFICATION Spec\nINVARIANT NonZeroInv\n");
    assertOutcome(Outcome.INVARIANT, 12, "NonZeroInv", result);
    assertEquals(1, trace(result).states().size());
  }

  @Test
  void actionPropertyViolated() {
    CheckResult result = counter("SPECIFICATION Spec\nPROPERTY GrowProp\n");
    assertOutcome(Outcome.ACTION_PROPERTY, 13, "GrowProp", result);
    assertEquals("[Inc(a), Inc(a), Reset(a)]", trace(result).labels().toString());
  }

  @Test
  void livenessViolatedByStuttering() {
    CheckResult result = counter("SPECIFICATION Spec\nPROPERTY FullLive\n");
    assertOutcome(Outcome.LIVENESS, 13, "FullLive", result);
    Trace trace = trace(result);
    assertTrue(trace.endsStuttering());
    assertEquals(Map.of("stuttering", "true"), trace.meta());
  }

  @Test
  void livenessViolatedByALoop() {
    CheckResult result =
        new Specs(temp)
            .check(
                "small/Counter",
                "CONSTANTS Procs = {a, b}\nBound = 1\nSPECIFICATION FairSpec\nPROPERTY EmptyLive\n");
    assertOutcome(Outcome.LIVENESS, 13, "EmptyLive", result);
    Trace trace = trace(result);
    assertTrue(trace.isLasso());
    assertEquals(trace.states().size(), trace.labels().size() + (trace.endsStuttering() ? 1 : 0));
  }

  @Test
  void livenessHoldsUnderFairness() {
    assertOutcome(Outcome.HELD, 0, "null", buffer("SPECIFICATION FairSpec\nPROPERTY FlowLive\n"));
  }

  @Test
  void severalTemporalPropertiesLeaveTheViolatedOneUnknown() {
    CheckResult result = counter("SPECIFICATION Spec\nPROPERTIES FullLive EmptyLive GrowProp\n");
    CheckResult temporal = counter("SPECIFICATION Spec\nPROPERTIES FullLive EmptyLive\n");
    assertOutcome(Outcome.ACTION_PROPERTY, 13, "GrowProp", result);
    assertOutcome(Outcome.LIVENESS, 13, "null", temporal);
    assertTrue(temporal.messages().toString().contains("[FullLive, EmptyLive]"), temporal::summary);
  }

  @Test
  void assumptionViolated() {
    CheckResult result =
        new Specs(temp)
            .check("small/Counter", "CONSTANTS Procs = {a}\nBound = 0\nSPECIFICATION Spec\n");
    assertOutcome(Outcome.ASSUMPTION, 10, "null", result);
    assertTrue(result.messages().get(0).contains("of module Counter is false"), result::summary);
  }

  @Test
  void evaluationError() {
    CheckResult result =
        new Specs(temp)
            .check("small/Counter", "CONSTANTS Procs = {a}\nBound = many\nSPECIFICATION Spec\n");
    assertEquals(Outcome.EVALUATION, result.outcome(), result::summary);
  }

  @Test
  void symmetryIsToldAndRefusedWithTemporalProperties() {
    Specs specs = new Specs(temp);
    Path module =
        specs.file(
            "MCCounter.tla",
            "---- MODULE MCCounter ----\nEXTENDS Counter, TLC\nSym == Permutations(Procs)\n====\n");
    Path library = Specs.folder("small");
    Path safety = specs.file("sym.cfg", Specs.COUNTER + "SPECIFICATION Spec\nSYMMETRY Sym\n");
    Path live =
        specs.file(
            "live.cfg", Specs.COUNTER + "SPECIFICATION Spec\nSYMMETRY Sym\nPROPERTY FullLive\n");
    CheckResult held = Tlc.check(CheckRequest.of(module, safety).searching(library));
    assertOutcome(Outcome.HELD, 0, "null", held);
    assertTrue(held.symmetry() && !held.countsArePinned());
    assertEquals(6, held.distinct());
    CheckResult refused = Tlc.check(CheckRequest.of(module, live).searching(library));
    assertOutcome(Outcome.CONFIG_ERROR, 151, "null", refused);
  }
}
