package org.lockstep.gate.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.Tables;
import org.lockstep.kit.manifest.Manifest;

/** A survivor fails by name, and so does a reason that excuses nothing; on a module of our own. */
class KillMatrixTest {
  private static final String TINY =
      """
      ---- MODULE Tiny ----
      EXTENDS Naturals
      VARIABLES n, unused
      Init == n = 0 /\\ unused = 0
      Up == n < 2 /\\ n' = n + 1 /\\ UNCHANGED unused
      Down == n = 2 /\\ n' = 0 /\\ UNCHANGED unused
      Stay == n = 2 /\\ UNCHANGED <<n, unused>>
      Spec == Init /\\ [][Up \\/ Down \\/ Stay]_<<n, unused>>
      Small == n < 3
      ReachTwo == n # 2
      ====
      """;

  private static final String UNUSED = "model Up.reset-unchanged-1";

  private static final int ALL = 1000;

  private static @Nullable KillMatrix tried;

  @TempDir Path folder = Path.of("");

  private Manifest tiny(String unkilled) throws IOException {
    Files.writeString(folder.resolve("Tiny.tla"), TINY);
    Files.writeString(folder.resolve("small.cfg"), "SPECIFICATION Spec\nINVARIANT Small\n");
    Files.writeString(folder.resolve("reach.cfg"), "SPECIFICATION Spec\nINVARIANT ReachTwo\n");
    return Manifest.read(
        Files.writeString(
            folder.resolve("manifest.json"),
            """
            {"module": "Tiny", "variables": {"abstract": [], "history": []}, "environment": [],
             "client": [], "models": [
               {"name": "small", "module": "Tiny.tla", "cfg": "small.cfg", "tier": "small",
                "expect": "held", "generated": 5, "distinct": 3},
               {"name": "reach", "module": "Tiny.tla", "cfg": "reach.cfg", "tier": "small",
                "expect": "invariant", "violates": "ReachTwo"}],
             "faults": [], "unkilled": {%s}}
            """
                .formatted(unkilled)));
  }

  /** TLC runs once for all tests: a manifest's reasons change nothing of that. */
  private KillMatrix matrix(String unkilled) throws IOException {
    Manifest manifest = tiny(unkilled);
    KillMatrix known = tried;
    if (known == null) {
      known = new MutantRun(1, null, kill -> {}).run(new ModelMutants(ALL), manifest);
      tried = known;
    }
    return new KillMatrix(manifest, "model", known.all(), known.kills());
  }

  private static void assertOne(List<String> failures, String... parts) {
    assertEquals(1, failures.size(), failures::toString);
    for (String part : parts) {
      assertTrue(failures.get(0).contains(part), failures::toString);
    }
  }

  /** Nothing reads the variable unused: to reset it changes no state. */
  @Test
  void survivorsFailByName() throws IOException {
    List<String> failures = matrix("").failures();
    assertTrue(
        failures.stream().anyMatch(f -> f.contains(UNUSED) && f.contains("same graph")),
        failures::toString);
    assertTrue(
        failures.stream()
            .anyMatch(f -> f.contains("model Down.drop-update-1") && f.contains("another graph")),
        failures::toString);
  }

  @Test
  void eachCheckNoticesWhatItIsFor() throws IOException {
    Map<String, String> by = new TreeMap<>();
    for (Kill kill : matrix("").kills()) {
      by.put(kill.mutant().id(), String.valueOf(kill.by()));
    }
    assertEquals("property: Small", by.get("Up.drop-conjunct-1"));
    assertEquals("property: Deadlock", by.get("Up.swap-constant-2"));
    assertEquals("witness: reach: HELD", by.get("Up.drop-update-1"));
    assertEquals("action: no model takes Down", by.get("Down.swap-constant-1"));
  }

  @Test
  void aReasonExcusesASurvivor() throws IOException {
    String reasons =
        matrix("").kills().stream()
            .filter(kill -> !kill.killed())
            .map(kill -> "\"" + kill.mutant().key() + "\": \"no one reads it\"")
            .collect(Collectors.joining(", "));
    KillMatrix excused = matrix(reasons);
    assertEquals(List.of(), excused.failures());
    FaultRow row =
        excused.rows().stream().filter(r -> UNUSED.endsWith(r.fault())).findFirst().orElseThrow();
    assertEquals("no one reads it", row.reason());
    assertEquals(FaultRow.GENERATED, row.kind());
    assertTrue(Tables.kills(excused.rows()).contains("Tiny model"));
  }

  @Test
  void aReasonForNoMutantFails() throws IOException {
    KillMatrix odd = withKills(tiny("\"model Up.drop-conjunct-9\": \"x\""), true);
    assertOne(odd.failures(), "model Up.drop-conjunct-9", "which is no mutant");
  }

  @Test
  void aReasonForAKilledMutantFails() throws IOException {
    KillMatrix odd = withKills(tiny("\"model Up.drop-conjunct-1\": \"x\""), true);
    assertOne(odd.failures(), "excuses model Up.drop-conjunct-1", "a check notices it");
  }

  @Test
  void aReasonOfAnotherPlaceIsNotJudgedHere() throws IOException {
    assertEquals(List.of(), withKills(tiny("\"java Up.skip-1\": \"x\""), true).failures());
  }

  @Test
  void aPlaceWithoutMutantsFails() throws IOException {
    KillMatrix none = new KillMatrix(tiny(""), "model", List.of(), List.of());
    assertOne(none.failures(), "no mutant was generated");
  }

  @Test
  void aSampleIsTheSameEveryTime() throws IOException {
    Manifest manifest = tiny("");
    MutantSource source = new Pretended();
    MutantRun run = new MutantRun(2, null, kill -> {});
    List<String> ids =
        run.run(source, manifest).kills().stream().map(k -> k.mutant().id()).toList();
    assertEquals(List.of("A.x-1", "A.x-3"), ids);
    assertNull(run.run(source, manifest).rows().get(0).reason());
  }

  private static KillMatrix withKills(Manifest manifest, boolean killed) {
    Mutant mutant = new Mutant("Tiny", "model", "Up.drop-conjunct-1", "drop-conjunct", "x");
    Kill kill = new Kill(mutant, killed, "property: Small", null, 1);
    return new KillMatrix(manifest, "model", List.of(mutant), List.of(kill));
  }

  /** Three mutants, each noticed at once. */
  private static final class Pretended implements MutantSource {
    @Override
    public String where() {
      return "model";
    }

    @Override
    public List<Mutant> list(Manifest manifest) {
      return List.of("A.x-1", "A.x-2", "A.x-3").stream()
          .map(id -> new Mutant(manifest.module(), "model", id, "x", "nothing"))
          .toList();
    }

    @Override
    public Kill tryToKill(Manifest manifest, Mutant mutant) {
      return new Kill(mutant, true, "property: P", null, 0);
    }
  }
}
