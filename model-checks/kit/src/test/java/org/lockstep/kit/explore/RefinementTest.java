package org.lockstep.kit.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;

/** A module that refines the one of another folder, judged by TLC and by our own check. */
class RefinementTest {
  @TempDir Path specs = Path.of("");

  @BeforeEach
  void abstractModule() throws IOException {
    write(
        "Clock/Clock.tla",
        """
        ---- MODULE Clock ----
        EXTENDS Naturals
        VARIABLE n
        Spec == n = 0 /\\ n < 3 /\\ [][n' = (n + 1) % 3]_n
        ====
        """);
    Files.createDirectories(specs.resolve("Notes")); // no module of its name: not looked at
  }

  private CheckRequest watch(String init, String next) throws IOException {
    Path module =
        write(
            "Watch/Watch.tla",
            """
            ---- MODULE Watch ----
            EXTENDS Naturals
            VARIABLE m
            Spec == m = %s /\\ [][m' = %s]_m
            Use == INSTANCE Clock WITH n <- m %% 3
            RefinesClock == Use!Spec
            ====
            """
                .formatted(init, next));
    Path cfg = write("Watch/Watch.cfg", "SPECIFICATION Spec\nPROPERTY RefinesClock\n");
    return CheckRequest.of(module, cfg).searchingBeside(specs.resolve("Watch"));
  }

  @Test
  void aRefinementHolds() throws IOException {
    CheckRequest request = watch("0", "(m + 1) % 6");
    CheckResult result = Tlc.check(request);
    assertEquals(Outcome.HELD, result.outcome(), result::summary);
    assertEquals(MeasuredOn.scan(request), result.measuredOn());
    Fairness own = Fairness.of(request);
    assertEquals(own.graph().edgeCount(), steps(own));
  }

  @Test
  void aWrongStepIsNamedAsTheCfgNamesTheProperty() throws IOException {
    CheckRequest request = watch("0", "(m + 2) % 6");
    assertViolated(Tlc.check(request));
    Fairness own = Fairness.of(request);
    assertEquals(Set.of("RefinesClock"), own.truths().stepProperties().keySet());
    assertEquals(0, steps(own));
  }

  @Test
  void soIsAWrongBeginning() throws IOException {
    CheckRequest request = watch("1", "(m + 1) % 6");
    assertViolated(Tlc.check(request));
    Fairness own = Fairness.of(request);
    assertEquals(Set.of("RefinesClock"), own.truths().initial().keySet());
    // A beginning of two parts, to which TLC gives one name: at two of six states both hold.
    assertEquals(
        2, Objects.requireNonNull(own.truths().initial().get("RefinesClock")).cardinality());
  }

  private static void assertViolated(CheckResult result) {
    assertEquals(Outcome.ACTION_PROPERTY, result.outcome(), result::summary);
    assertEquals("RefinesClock", result.violated());
  }

  private static long steps(Fairness own) {
    return own.truths().stepProperties().values().stream()
        .mapToLong(java.util.BitSet::cardinality)
        .sum();
  }

  private Path write(String name, String text) throws IOException {
    Path file = specs.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }
}
