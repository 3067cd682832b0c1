package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.FolderCopy;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.generate.Generate;
import org.lockstep.gate.generate.Generated;

/** A page tells of the counterexamples that TLC finds, and of no others. */
class TracePagesTest {
  private static final String MARKED =
      """
      # A page

      <!-- trace CommandStream ReentrantCommitOpenEncoder -->
      %s<!-- /trace -->
      after it
      """;

  @TempDir Path copy = Path.of("");
  private Path page = Path.of("");

  @BeforeEach
  void plantAPage() throws IOException {
    Path specs = Files.createDirectories(copy.resolve("specs"));
    FolderCopy.copy(
        Workspace.find().specs().resolve("CommandStream"), specs.resolve("CommandStream"));
    page = Files.createDirectories(copy.resolve("docs")).resolve("page.md");
    Files.writeString(page, MARKED.formatted(""));
  }

  private List<Generated> files() {
    return new TracePages(new Workspace(copy)).files();
  }

  @Test
  void theDossierTellsWhatTlcFinds() {
    List<Generated> files = new TracePages(Workspace.find()).files();
    assertFalse(files.isEmpty());
    assertEquals(
        List.of(),
        Generate.stale(files).stream().map(Generated::file).toList(),
        "run ./lockstep generate");
  }

  @Test
  void aTraceIsWrittenBetweenItsMarkers() {
    List<Generated> files = files();
    assertEquals(1, Generate.stale(files).size());
    Generate.write(files.get(0));
    assertEquals(List.of(), Generate.stale(files()));
    String text = files.get(0).text();
    assertTrue(text.endsWith("<!-- /trace -->\nafter it\n"), text);
    assertTrue(text.contains("`EncoderClosedInv` is violated."), text);
    List<String> steps = text.lines().filter(line -> line.matches(" *\\d+ .*")).toList();
    assertEquals(7, steps.size(), text);
    assertTrue(steps.get(1).endsWith("Enter(a)                     owner = a"), text);
    assertTrue(steps.get(6).contains("hand[a] = \"current\", pc[a] = \"Commit\""), text);
    assertFalse(text.contains(" ip["), text);
  }

  @Test
  void anOldTraceIsFound() throws IOException {
    Files.writeString(page, MARKED.formatted("```text\nanother story\n```\n"));
    assertEquals(1, Generate.stale(files()).size());
  }

  @Test
  void aMarkerWithoutAnEndIsRefused() throws IOException {
    Files.writeString(page, MARKED.formatted("").replace("/trace", "trace"));
    String message = String.valueOf(assertThrows(UnusableInput.class, this::files).getMessage());
    assertTrue(message.contains("without an end"), message);
  }

  @Test
  void aModelThatHoldsHasNoTraceToTell() throws IOException {
    Files.writeString(
        page, MARKED.formatted("").replace("ReentrantCommitOpenEncoder", "MCCommandStream_small"));
    String message = String.valueOf(assertThrows(UnusableInput.class, this::files).getMessage());
    assertTrue(message.contains("no counterexample"), message);
  }
}
