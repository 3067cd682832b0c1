package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies run one way: gate to kit, gate to native to impl. */
class DependencyTest {
  private static final String OWN = "\\borg\\.lockstep\\.(?!%s\\b)\\w+";
  private static final String FORBIDDEN = "\\borg\\.lockstep\\.(?:%s)\\b";

  @TempDir Path planted = Path.of("");

  private static Path sources(String module) {
    return Workspace.find().root().resolve(module).resolve("src/main/java");
  }

  @Test
  void theKitKnowsNothingOfThisProject() throws IOException {
    assertEquals(List.of(), uses(sources("model-checks/kit"), OWN.formatted("kit")));
  }

  @Test
  void theJavaEngineKnowsNeitherKitNorGateNorNative() throws IOException {
    assertEquals(List.of(), uses(sources("impl"), FORBIDDEN.formatted("kit|gate|nativeengine")));
  }

  @Test
  void theBindingKnowsNeitherKitNorGate() throws IOException {
    assertEquals(List.of(), uses(sources("native"), FORBIDDEN.formatted("kit|gate")));
  }

  @Test
  void aForbiddenImportIsFound() throws IOException {
    Files.writeString(planted.resolve("A.java"), "import org.lockstep.pool.StreamPool;\n");
    assertFalse(uses(planted, OWN.formatted("kit")).isEmpty());
  }

  private static List<String> uses(Path folder, String pattern) throws IOException {
    List<String> found = new ArrayList<>();
    Pattern compiled = Pattern.compile(pattern);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = compiled.matcher(Files.readString(file));
        while (matcher.find()) {
          found.add(folder.relativize(file) + " uses " + matcher.group());
        }
      }
    }
    return found;
  }
}
