package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.link.Specs;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Tlc;

/** What hides a part of a model needs a reason, and liveness needs fairness. */
class BoundChecksTest {
  private static final String MODULE =
      """
      ---- MODULE Cut ----
      EXTENDS Naturals
      CONSTANT Last
      VARIABLE n
      Init == n = 0
      Up == n < Last /\\ n' = n + 1
      Back == n > 0 /\\ n' = 0
      Next == Up \\/ Back
      Spec == Init /\\ [][Next]_n
      FairSpec == Spec /\\ WF_n(Next)
      FairerSpec == FairSpec /\\ SF_n(Back)
      Alone == Init /\\ [][Next]_n /\\ WF_n(Next)
      Low == n < 3
      Rising == n' # 0
      Halves == n \\div 2
      TurnsLive == (n = Last) ~> (n = 0)
      EmptyLive == (n > Last) ~> (n = 0)
      ====
      """;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder = Path.of("");

  private Specs specs(String cuts, String cfg) throws IOException {
    Files.writeString(folder.resolve("Cut.tla"), MODULE);
    Files.writeString(folder.resolve("MCCut.cfg"), "CONSTANT Last = 5\n" + cfg);
    Path manifest = folder.resolve("manifest.json");
    Files.writeString(
        manifest,
        """
        {"module": "Cut", "variables": {"abstract": [], "history": []}, "environment": [],
         "client": [], "faults": [], "models": [
           {"name": "MCCut", "module": "Cut.tla", "cfg": "MCCut.cfg", "tier": "small",
            "expect": "held"%s}]}
        """
            .formatted(cuts.isEmpty() ? "" : ", \"cuts\": " + cuts));
    return Specs.of(Manifest.read(manifest));
  }

  private static List<String> problems(Specs specs) {
    Model model = specs.manifest().models().get(0);
    return BoundChecks.problems(specs, model);
  }

  private static void assertOne(List<String> problems, String... parts) {
    assertEquals(1, problems.size(), problems::toString);
    for (String part : parts) {
      assertTrue(problems.get(0).contains(part), problems::toString);
    }
  }

  @Test
  void noModelOfTheProjectHidesAnythingWithoutAReason() {
    for (Manifest manifest : Workspace.find().manifests(null)) {
      Specs specs = Specs.of(manifest);
      for (Model model : manifest.models()) {
        assertEquals(List.of(), BoundChecks.problems(specs, model));
      }
    }
  }

  @Test
  void aConstraintWithoutAReasonIsFound() throws IOException {
    assertOne(problems(specs("", "SPECIFICATION Spec\nCONSTRAINT Low\n")), "MCCut.cfg", "Low");
  }

  @Test
  void anActionConstraintWithoutAReasonIsFound() throws IOException {
    assertOne(problems(specs("", "SPECIFICATION Spec\nACTION_CONSTRAINT Rising\n")), "Rising");
  }

  @Test
  void aViewWithoutAReasonIsFound() throws IOException {
    assertOne(problems(specs("", "SPECIFICATION Spec\nVIEW Halves\n")), "Halves", "\"cuts\"");
  }

  @Test
  void aReasonSatisfies() throws IOException {
    String reason = "{\"Low\": \"from 3 on, all is as from 2\"}";
    assertEquals(List.of(), problems(specs(reason, "SPECIFICATION Spec\nCONSTRAINT Low\n")));
  }

  @Test
  void aReasonForNothingIsFound() throws IOException {
    assertOne(problems(specs("{\"Low\": \"gone\"}", "SPECIFICATION Spec\n")), "Low", "take it out");
  }

  @Test
  void livenessUnderAConstraintIsFound() throws IOException {
    assertOne(
        problems(
            specs(
                "{\"Low\": \"a reason does not help\"}",
                "SPECIFICATION FairSpec\nCONSTRAINT Low\nPROPERTY TurnsLive\n")),
        "liveness",
        "constraint");
  }

  @Test
  void whatAConstraintCutsOffIsCounted() throws IOException {
    Specs specs = specs("{\"Low\": \"\\u2026\"}", "SPECIFICATION Spec\nCONSTRAINT Low\n");
    CheckResult cut = Tlc.check(specs.manifest().models().get(0).request(specs.manifest()));
    assertEquals(1, cut.cut(), cut::summary); // from 2 to 3
    Specs free = specs("", "SPECIFICATION Spec\n");
    CheckResult whole = Tlc.check(free.manifest().models().get(0).request(free.manifest()));
    assertEquals(0, whole.cut(), whole::summary);
  }

  private static Optional<String> vacuous(Specs specs, String property) {
    return BoundChecks.vacuous(specs, specs.manifest().models().get(0), property, LIMIT);
  }

  @Test
  void livenessThatNeedsFairnessPasses() throws IOException {
    Specs specs = specs("", "SPECIFICATION FairSpec\nPROPERTY TurnsLive\n");
    assertEquals(Optional.empty(), vacuous(specs, "TurnsLive"));
  }

  @Test
  void livenessThatNothingCanViolateIsFound() throws IOException {
    Specs specs = specs("", "SPECIFICATION FairSpec\nPROPERTY EmptyLive\n");
    String why = vacuous(specs, "EmptyLive").orElse("nothing found");
    assertTrue(why.contains("EmptyLive") && why.contains("HELD"), why);
  }

  @Test
  void fairnessThatCannotBeTakenOutIsFound() throws IOException {
    Specs specs = specs("", "SPECIFICATION Alone\nPROPERTY TurnsLive\n");
    assertOne(problems(specs), "MCCut.cfg", "Alone", "must be written as Spec");
  }

  @Test
  void fairnessMayBeAddedInSteps() throws IOException {
    Specs specs = specs("", "SPECIFICATION FairerSpec\nPROPERTY TurnsLive\n");
    assertEquals(List.of(), problems(specs));
    assertEquals(Optional.empty(), vacuous(specs, "TurnsLive"));
  }
}
