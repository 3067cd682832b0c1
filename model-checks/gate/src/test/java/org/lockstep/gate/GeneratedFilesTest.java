package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.generate.Generate;
import org.lockstep.gate.generate.Generated;

class GeneratedFilesTest {
  @TempDir Path elsewhere = Path.of("");

  @Test
  void theLockRanksFollowFromTheirTable() {
    assertUpToDate(new Generate(Workspace.find()).ranks());
  }

  @Test
  void thePagesFollowFromTheModels() {
    assertUpToDate(new Generate(Workspace.find()).fromModels());
  }

  /**
   * The report of another run tells nothing about this one; so only the text between is checked.
   */
  @Test
  void theFrontPageFollowsFromTheReport() {
    assertUpToDate(new Generate(Workspace.find()).frontPage());
  }

  private static void assertUpToDate(List<Generated> files) {
    assertEquals(
        List.of(),
        Generate.stale(files).stream().map(Generated::file).toList(),
        "run ./lockstep generate");
  }

  @Test
  void aStaleFileIsFound() throws IOException {
    Workspace workspace = new Workspace(elsewhere);
    Path ranks = Files.createDirectories(workspace.specs()).resolve("lock-ranks.json");
    Files.writeString(ranks, "{\"ranks\": [\"creation\", \"allocatorMap\"]}");
    List<Generated> files = new Generate(workspace).ranks();
    assertEquals(3, Generate.stale(files).size());
    for (Generated generated : files) {
      Files.createDirectories(generated.file().resolveSibling("x"));
      Generate.write(generated);
    }
    assertEquals(List.of(), Generate.stale(files));
    Files.writeString(files.get(0).file(), "edited by hand");
    assertEquals(List.of(files.get(0)), Generate.stale(files));
    assertTrue(files.get(1).text().contains("ALLOCATOR_MAP(\"allocatorMap\")"));
  }
}
