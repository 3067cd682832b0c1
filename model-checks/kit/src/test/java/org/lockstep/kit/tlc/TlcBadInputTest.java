package org.lockstep.kit.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with the input is told in one message, never in a stack trace or as a verdict.
 */
class TlcBadInputTest {
  private final Path temp;

  TlcBadInputTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private void assertTold(Outcome outcome, int exitCode, String part, CheckResult result) {
    assertEquals(outcome, result.outcome(), result::summary);
    assertEquals(exitCode, result.exitCode(), result::summary);
    assertEquals(1, result.messages().size(), result.messages()::toString);
    assertTrue(result.messages().get(0).contains(part), result.messages()::toString);
    assertEquals(0, result.generated());
  }

  private CheckResult counter(String cfg) {
    return new Specs(temp).check("small/Counter", cfg);
  }

  @Test
  void unknownName() {
    CheckResult result = new Specs(temp).check("small/Broken", "INIT Init\nNEXT Next\n");
    assertTold(Outcome.PARSE_ERROR, 150, "line 4, col 14", result);
    assertTold(Outcome.PARSE_ERROR, 150, "Unknown operator: `undefinedName'", result);
  }

  @Test
  void syntaxError() {
    CheckResult result = new Specs(temp).check("small/Garbled", "INIT Init\nNEXT Next\n");
    assertTold(Outcome.PARSE_ERROR, 150, "line 3, column 15", result);
  }

  @Test
  void missingModule() {
    CheckResult result =
        Tlc.check(CheckRequest.of(temp.resolve("Nowhere.tla"), temp.resolve("x.cfg")));
    assertTold(Outcome.PARSE_ERROR, 150, "Nowhere.tla", result);
  }

  @Test
  void missingExtendedModule() {
    Specs specs = new Specs(temp);
    Path module = specs.file("Lonely.tla", "---- MODULE Lonely ----\nEXTENDS Nowhere\n====\n");
    CheckResult result = Tlc.check(CheckRequest.of(module, specs.file("x.cfg", "")));
    assertTold(Outcome.PARSE_ERROR, 150, "Nowhere", result);
  }

  @Test
  void missingCfg() {
    CheckResult result =
        Tlc.check(CheckRequest.of(Specs.module("small/Counter"), temp.resolve("none.cfg")));
    assertTold(Outcome.CONFIG_ERROR, 151, "none.cfg", result);
  }

  @Test
  void cfgNamesAMissingProperty() {
    CheckResult result = counter(Specs.COUNTER + "SPECIFICATION Spec\nPROPERTY NoSuchProp\n");
    assertTold(Outcome.CONFIG_ERROR, 151, "NoSuchProp", result);
  }

  @Test
  void cfgNamesAMissingInvariant() {
    CheckResult result = counter(Specs.COUNTER + "SPECIFICATION Spec\nINVARIANT NoSuchInv\n");
    assertTold(Outcome.CONFIG_ERROR, 151, "NoSuchInv", result);
  }

  @Test
  void cfgLeavesAConstantOpen() {
    assertTold(
        Outcome.CONFIG_ERROR, 151, "Bound", counter("CONSTANT Procs = {a}\nSPECIFICATION Spec\n"));
  }

  @Test
  void cfgIsGarbled() {
    CheckResult result = counter("INVARIANT\nNEXT NEXT = 3\n");
    assertEquals(Outcome.CONFIG_ERROR, result.outcome(), result::summary);
    assertEquals(1, result.messages().size());
  }

  @Test
  void statePredicateUnderProperty() {
    CheckResult result = counter(Specs.COUNTER + "SPECIFICATION Spec\nPROPERTY BoundInv\n");
    assertTold(Outcome.CONFIG_ERROR, 151, "PROPERTY BoundInv is a state predicate", result);
  }

  @Test
  void deadlockCheckingSwitchedOff() {
    CheckResult result = counter(Specs.COUNTER + "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n");
    assertTold(Outcome.CONFIG_ERROR, 151, "CHECK_DEADLOCK", result);
  }
}
