package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    Path specs = Workspace.find().specs();
    try (Stream<Path> files = Files.walk(specs)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(specs.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Path folder = Files.createDirectories(copy.resolve(name));
    Files.writeString(folder.resolve(name + ".tla"), "---- MODULE " + name + " ----\n====\n");
    return folder;
  }
}
