package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneNameFivePlacesTest {
  @TempDir Path copy = Path.of("");

  @Test
  void everyModuleHasItsFivePlaces() throws IOException {
    Workspace workspace = Workspace.find();
    assertEquals(List.of(), new FivePlaces(workspace.root(), workspace.specs()).problems());
  }

  @Test
  void aModuleWithoutEnginesIsFound() throws IOException {
    plant("Orphan");
    List<String> problems = new FivePlaces(Workspace.find().root(), copy).problems();
    assertEquals(4, problems.size(), problems::toString);
    for (String place : List.of("java", "native", "replay", "bugs")) {
      assertTrue(
          problems.stream().anyMatch(p -> p.startsWith("Orphan has no " + place)),
          problems::toString);
    }
  }

  @Test
  void aReasonExcusesAndAnIdleOneIsFound() throws IOException {
    Path folder = plant("Orphan");
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"module": "Orphan", "variables": {"abstract": [], "history": []}, "environment": [],
         "client": [], "models": [], "faults": [],
         "absent": {"java": "a thought", "native": "a thought", "replay": "a thought",
                    "bugs": "a thought", "model": "a thought"}}
        """);
    List<String> problems = new FivePlaces(Workspace.find().root(), copy).problems();
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).startsWith("Orphan has a model, but"), problems::toString);
  }

  /** A copy of the models with one more. */
  private Path plant(String name) throws IOException {
    FolderCopy.copy(Workspace.find().specs(), copy);
    Path folder = Files.createDirectories(copy.resolve(name));
    Files.writeString(folder.resolve(name + ".tla"), "---- MODULE " + name + " ----\n====\n");
    return folder;
  }
}
