package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;

class ToolFilesTest {
  @TempDir private Path root = Path.of("");

  private void write(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("native/target/detectors"));
    Files.writeString(folder.resolve(name), text);
  }

  private ToolFiles read() {
    return ToolFiles.of(new Workspace(root));
  }

  @Test
  void whatNoToolHasLeftWasNotRun() {
    assertNull(read().of("tsan", "M", "Fault"));
  }

  @Test
  void oneTestThatSeesAFaultIsEnough() throws IOException {
    write(
        "a.json",
        "{\"detector\": 1, \"tool\": \"tsan\", \"rows\": ["
            + "{\"module\": \"M\", \"fault\": \"F\", \"seen\": true, \"how\": \"data race\"},"
            + "{\"module\": \"M\", \"fault\": \"G\", \"seen\": false, \"how\": \"100 events\"}]}");
    write(
        "b.json",
        "{\"detector\": 1, \"tool\": \"tsan\", \"rows\": ["
            + "{\"module\": \"M\", \"fault\": \"F\", \"seen\": false, \"how\": \"\"}]}");
    assertEquals(new ToolFiles.Said(true, "data race"), read().of("tsan", "M", "F"));
    assertEquals(new ToolFiles.Said(false, "100 events"), read().of("tsan", "M", "G"));
    assertNull(read().of("asan", "M", "F"));
  }

  @Test
  void aFileOfAnUnknownToolIsRefused() throws IOException {
    write("a.json", "{\"detector\": 1, \"tool\": \"oracle\", \"rows\": []}");
    UnusableInput refused = assertThrows(UnusableInput.class, this::read);
    assertTrue(String.valueOf(refused.getMessage()).contains("expected \"detector\": 1"));
  }

  @Test
  void aRowWithoutAVerdictIsRefused() throws IOException {
    write("a.json", "{\"detector\": 1, \"tool\": \"asan\", \"rows\": [{\"module\": \"M\"}]}");
    UnusableInput refused = assertThrows(UnusableInput.class, this::read);
    assertTrue(String.valueOf(refused.getMessage()).contains("{\"module\":\"M\"}"));
  }

  @Test
  void whatJcstressAndLincheckWriteIsRead() throws IOException {
    write(
        "a.json",
        """
        {"detector": 1, "tool": "jcstress", "rows": [
          {"module": "LeasePool", "fault": "LostWakeup", "seen": true, "how": "0, 0 (\\"it sleeps\\")"},
          {"module": "EventPool", "fault": "NeverHome", "seen": false, "how": ""}
        ]}
        """);
    assertEquals(
        new ToolFiles.Said(true, "0, 0 (\"it sleeps\")"),
        read().of("jcstress", "LeasePool", "LostWakeup"));
    assertEquals(new ToolFiles.Said(false, ""), read().of("jcstress", "EventPool", "NeverHome"));
  }

  @Test
  void aFileOfTheWrongFormIsRefusedBeforeAnythingRuns() throws IOException {
    write("a.json", "[{\"tool\": \"jcstress\", \"module\": \"M\", \"fault\": \"F\"}]");
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Verify.Request request =
        new Verify.Request(
            new Workspace(root), List.of(), TierSet.SMALL, List.of(), 1, false, null);
    UnusableInput refused =
        assertThrows(UnusableInput.class, () -> new Verify(request, nowhere, nowhere));
    assertTrue(String.valueOf(refused.getMessage()).contains("a.json: expected \"detector\": 1"));
  }
}
