package org.lockstep.kit.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Specs;
import org.lockstep.kit.tlc.Tlc;

/** A run against its promise: every kind of difference is told, in one line. */
class ExpectationTest {
  private static final String CFG =
      "CONSTANTS Procs = {a, b}\nBound = 2\nSPECIFICATION Spec\nINVARIANTS BoundInv ZeroInv\n";

  private final Specs specs;

  ExpectationTest(@TempDir Path temp) {
    this.specs = new Specs(temp);
  }

  private CheckRequest request() {
    return specs.request("small/Counter", CFG);
  }

  private static Entry entry(Expected expected) {
    return new Model(
        "m",
        "Counter.tla",
        "m.cfg",
        Tier.SMALL,
        false,
        false,
        Map.of(),
        Map.of(),
        Map.of(),
        expected);
  }

  private static Expected expect(Outcome outcome, String violates) {
    return new Expected(outcome, violates, null, null, null, null, null);
  }

  @Test
  void nothingDiffersAfterMeasuring() {
    CheckResult result = Tlc.check(request());
    Expected promise = expect(Outcome.INVARIANT, "ZeroInv");
    assertEquals(1, Expectation.compare(entry(promise), result).size());
    Expected measured = promise.measured(result);
    assertEquals(List.of(), Expectation.compare(entry(measured), result));
    assertEquals(2, measured.traceLength());
  }

  @Test
  void everyDifferenceIsTold() {
    CheckResult result = Tlc.check(request());
    String stale = "sha256:" + "0".repeat(64);
    Expected wrong = new Expected(Outcome.INVARIANT, "BoundInv", 1L, 1L, 7, 9, stale);
    List<String> differences = Expectation.compare(entry(wrong), result);
    assertEquals(6, differences.size(), differences::toString);
    for (String part :
        List.of("violation of BoundInv", "stale", "generated", "distinct", "depth 7", "9 states")) {
      assertTrue(
          differences.stream()
              .anyMatch(d -> d.replace("expected 7 depth", "depth 7").contains(part)),
          part + " in " + differences);
    }
    Expected other = expect(Outcome.DEADLOCK, "none");
    List<String> one = Expectation.compare(entry(other), result);
    assertEquals(1, one.size());
    assertTrue(
        one.get(0).contains("exit code 11") && one.get(0).contains("exit code 12"), one::toString);
  }

  @Test
  void countsOfTwoWorkersAreNotCompared() {
    CheckResult result = Tlc.check(request().workers(2));
    Expected wrong = new Expected(Outcome.INVARIANT, "ZeroInv", 1L, 1L, 7, 9, result.measuredOn());
    assertEquals(List.of(), Expectation.compare(entry(wrong), result));
  }

  @Test
  void theHashCoversModulesAndCfg() throws IOException {
    String before = Tlc.check(request()).measuredOn();
    assertEquals(before, Tlc.check(request()).measuredOn());
    assertEquals(before, MeasuredOn.scan(request()));
    assertNotEquals(before, MeasuredOn.scan(specs.request("small/Counter", CFG + "\n")));
    Path folder = Files.createDirectories(specs.temp().resolve("copy"));
    Path module = folder.resolve("Counter.tla");
    Files.writeString(
        module,
        Files.readString(Specs.module("small/Counter")).replace("start over", "start again"));
    assertNotEquals(before, MeasuredOn.scan(CheckRequest.of(module, request().cfg())));
  }

  @Test
  void theHashCoversExtendedModulesOfOtherFolders() {
    Path module =
        specs.file(
            "MC.tla",
            "---- MODULE MC ----\n\\* EXTENDS Nothing\nEXTENDS\n  Counter,\n  TLC\n====\n");
    Path folder = Specs.module("small/Counter").resolveSibling(".").normalize();
    CheckRequest request = CheckRequest.of(module, request().cfg()).searching(folder);
    assertEquals(Tlc.check(request).measuredOn(), MeasuredOn.scan(request));
    assertNotEquals(MeasuredOn.scan(request()), MeasuredOn.scan(request));
  }
}
