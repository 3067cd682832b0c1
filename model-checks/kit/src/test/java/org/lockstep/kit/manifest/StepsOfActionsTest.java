package org.lockstep.kit.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.tlc.Exploration;
import org.lockstep.kit.tlc.Tlc;

/** How many steps each action takes is pinned like any other count. */
class StepsOfActionsTest {
  @TempDir Path folder = Path.of("");

  private Manifest manifest(String more) throws IOException {
    Files.writeString(
        folder.resolve("Turn.tla"),
        """
        ---- MODULE Turn ----
        EXTENDS Naturals
        VARIABLE n
        Init == n = 0
        Up == n < 3 /\\ n' = n + 1
        Back == (n = 3 /\\ n' = 0) \\/ (n > 2 /\\ n' = 0)
        Spec == Init /\\ [][Up \\/ Back]_n
        ====
        """);
    Files.writeString(folder.resolve("MCTurn.cfg"), "SPECIFICATION Spec\n");
    Path file = folder.resolve("manifest.json");
    Files.writeString(
        file,
        """
        {"module": "Turn", "variables": {"abstract": [], "history": []}, "environment": [],
         "client": [], "faults": [], "models": [
           {"name": "MCTurn", "module": "Turn.tla", "cfg": "MCTurn.cfg", "tier": "small",
            "expect": "held", %s}]}
        """
            .formatted(more));
    return Manifest.read(file);
  }

  private static Exploration explored(Manifest manifest) {
    return Tlc.explore(manifest.entry("MCTurn").request(manifest));
  }

  @Test
  void theyAreMeasuredWrittenAndCompared() throws IOException {
    Manifest bare = manifest("\"replay\": true");
    Exploration run = explored(bare);
    Manifest measured = bare.measured("MCTurn", run.result(), run.graph());
    measured.write();
    Manifest read = Manifest.read(measured.file());
    assertEquals(Map.of("Up", 3L, "Back", 1L), read.models().get(0).actions());
    assertEquals(List.of(), Expectation.compare(read.entry("MCTurn"), run.result(), run.graph()));
  }

  @Test
  void anotherNumberIsADifference() throws IOException {
    Manifest wrong = manifest("\"replay\": true, \"actions\": {\"Up\": 4, \"Gone\": 1}");
    Exploration run = explored(wrong);
    List<String> differences =
        Expectation.compare(wrong.entry("MCTurn"), run.result(), run.graph());
    for (String part :
        List.of("4 steps of the action Up, found 3", "action Gone, found 0", "Back, found 1")) {
      assertTrue(differences.stream().anyMatch(it -> it.contains(part)), differences::toString);
    }
  }

  @Test
  void aModelThatIsNotReplayedHasNone() {
    assertThrows(ManifestException.class, () -> manifest("\"actions\": {\"Up\": 3}"));
  }

  @Test
  void reasonsForCutsAreKept() throws IOException {
    Manifest manifest = manifest("\"cuts\": {\"Low\": \"why\"}");
    manifest.write();
    assertEquals(Map.of("Low", "why"), Manifest.read(manifest.file()).models().get(0).cuts());
  }
}
