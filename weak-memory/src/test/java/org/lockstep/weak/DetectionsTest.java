package org.lockstep.weak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what is written here is what the gate reads: its ToolFilesTest reads this very text. */
class DetectionsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsWrittenHasTheFormThatTheGateReads() throws IOException {
    Detections seen = new Detections("jcstress", folder);
    seen.add("LeasePool", "LostWakeup", true, "0, 0 (\"it sleeps\")");
    seen.add("EventPool", "NeverHome", false, "");
    assertEquals(
        """
        {"detector": 1, "tool": "jcstress", "rows": [
          {"module": "LeasePool", "fault": "LostWakeup", "seen": true, "how": "0, 0 (\\"it sleeps\\")"},
          {"module": "EventPool", "fault": "NeverHome", "seen": false, "how": ""}
        ]}
        """,
        Files.readString(folder.resolve("jcstress.json")));
  }
}
