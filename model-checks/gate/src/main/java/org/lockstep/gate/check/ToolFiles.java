package org.lockstep.gate.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.report.DetectorRow;

/**
 * What the tools that the gate does not run itself have left: a file of each, of the form {@code
 * {"detector": 1, "tool": "tsan", "rows": [{"module": "LeasePool", "fault": "LostWakeup", "seen":
 * true, "how": "data race"}]}} (docs/adr/0013-recorded-runs.md).
 */
final class ToolFiles {
  private static final int SCHEMA = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where tools leave them: the gate's own folder, and those of the modules that run tools. */
  private static final List<String> FOLDERS =
      List.of(
          "target/lockstep/detectors",
          "native/target/cmake/detectors",
          "native/target/detectors",
          "weak-memory/target/detectors");

  /** What a tool says of a fault. */
  record Said(boolean seen, String how) {}

  private record Key(String tool, String module, String fault) {}

  private final Map<Key, Said> said = new HashMap<>();

  /** Those of a checkout; there may be none. */
  static ToolFiles of(Workspace workspace) {
    ToolFiles all = new ToolFiles();
    for (String folder : FOLDERS) {
      all.readAll(workspace.root().resolve(folder));
    }
    return all;
  }

  private void readAll(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        read(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private void read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw wrong(file, "not JSON: " + e.getOriginalMessage());
    }
    String tool = root.path("tool").asText();
    if (root.path("detector").asInt() != SCHEMA || !DetectorRow.TOOLS.contains(tool)) {
      throw wrong(
          file, "expected \"detector\": " + SCHEMA + " and a \"tool\" of " + DetectorRow.TOOLS);
    }
    List<String> missing = new ArrayList<>();
    for (JsonNode row : root.path("rows")) {
      if (!row.path("module").isTextual()
          || !row.path("fault").isTextual()
          || !row.path("seen").isBoolean()) {
        missing.add(row.toString());
        continue;
      }
      Key key = new Key(tool, row.path("module").asText(), row.path("fault").asText());
      Said one = new Said(row.path("seen").asBoolean(), row.path("how").asText());
      // A fault may have several tests: one that sees it is enough.
      said.merge(key, one, (before, now) -> before.seen() ? before : now);
    }
    if (!missing.isEmpty()) {
      throw wrong(file, "rows without \"module\", \"fault\" or \"seen\": " + missing);
    }
  }

  private static UnusableInput wrong(Path file, String what) {
    return new UnusableInput(file + ": " + what + "; run its tool again, or remove the file");
  }

  /** Null if the tool did not run on it. */
  @Nullable Said of(String tool, String module, String fault) {
    return said.get(new Key(tool, module, fault));
  }
}
