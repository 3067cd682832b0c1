package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.TillEngine.Rot;
import org.lockstep.gate.check.Pin;
import org.lockstep.gate.check.ProgressBoard;
import org.lockstep.gate.check.TierSet;
import org.lockstep.gate.check.Verify;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.report.Report;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/**
 * Each way for a gate to rot into green is planted in a small project that is clean without it; the
 * gate must fail and name it.
 */
class RotTest {
  /** How a numbered difference from the pinned hash is told, which every edit of a model causes. */
  private static final String STALE = "numbers are stale";

  private static final Map<String, String> TABLE = new TreeMap<>();

  @TempDir static Path shared = Path.of("");
  private static Path clean = Path.of("");

  @BeforeAll
  static void pinTheCleanProject() throws IOException, URISyntaxException {
    Path from = Path.of(Objects.requireNonNull(RotTest.class.getResource("/rot")).toURI());
    clean = shared.resolve("clean");
    copyAll(from, clean);
    StringWriter out = new StringWriter();
    ExitCode code =
        new Pin(TierSet.SMALL, false, null, new ProgressBoard(new PrintWriter(new StringWriter())))
            .pin(new Workspace(clean).manifest("Till"), new PrintWriter(out));
    assertEquals(ExitCode.HELD, code, out::toString);
  }

  @Test
  void withoutRotTheGateHolds() throws IOException {
    Report report = verify(clean, Rot.NONE);
    assertEquals(List.of(), report.failures());
    assertEquals(0, report.exitCode());
    assertTrue(report.sentence().contains("1 were caught"), report::sentence);
  }

  @TestFactory
  Stream<DynamicTest> everyKindOfRotIsNamed() {
    return RotKinds.KINDS.stream().map(kind -> dynamicTest(kind.name(), () -> isNamed(kind)));
  }

  private static void isNamed(RotKinds.Kind kind) throws IOException {
    Path root = shared.resolve(kind.name().replace(' ', '-'));
    copyAll(clean, root);
    kind.plant().into(root);
    Report report = verify(root, kind.engine());
    assertFalse(report.exitCode() == 0, "the gate is green");
    List<String> named = report.failures().stream().filter(f -> !f.contains(STALE)).toList();
    if (kind.told().isEmpty()) {
      assertFalse(report.failures().isEmpty());
      assertEquals(List.of(), named);
      TABLE.put(kind.name(), report.failures().get(0));
      return;
    }
    String found =
        named.stream()
            .filter(failure -> kind.told().stream().allMatch(failure::contains))
            .findFirst()
            .orElse("");
    assertFalse(found.isEmpty(), () -> "not named: " + report.failures());
    TABLE.put(kind.name(), found);
  }

  @AfterAll
  static void print() {
    TABLE.forEach((kind, failure) -> System.out.println(kind + " -> " + failure));
    System.out.println(TABLE.size() + " kinds of rot planted, each named");
  }

  /** The five places of Till, in a checkout of its own. */
  private static Path twins(String name, String missing) throws IOException {
    Path root = shared.resolve(name);
    copyAll(clean, root);
    Map<String, String> files =
        Map.of(
            "impl/src/main/java/Till.java", "final class Till {}",
            "native/src/main/native/include/till.hpp", "class Till {};",
            "model-checks/gate/src/test/java/TillReplayTest.java", "class TillReplayTest {}");
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      if (!file.getKey().endsWith(missing)) {
        Files.writeString(path, file.getValue());
      }
    }
    return root;
  }

  private static List<String> missing(Path root) throws IOException {
    return new FivePlaces(root, root.resolve("specs")).problems();
  }

  @Test
  void aMissingTwinIsNamed() throws IOException {
    assertEquals(List.of(), missing(twins("twins", "nothing")));
    Map<String, String> twins =
        Map.of("Till.java", "java", "till.hpp", "native", "TillReplayTest.java", "replay");
    for (Map.Entry<String, String> twin : twins.entrySet()) {
      List<String> problems = missing(twins("no-" + twin.getValue(), twin.getKey()));
      assertEquals(1, problems.size(), problems::toString);
      assertTrue(problems.get(0).startsWith("Till has no " + twin.getValue() + ":"));
      TABLE.put("missing twin: " + twin.getValue(), shown(problems.get(0)));
    }
  }

  @Test
  void aFaultWithoutItsVariantIsNamed() throws IOException {
    Path folder = shared.resolve("variant/StreamPool");
    copyAll(Workspace.find().specs().resolve("StreamPool"), folder);
    RotKinds.replace(folder.resolve("manifest.json"), "\"CounterSkip\"", "\"CounterJump\"");
    Manifest manifest = Manifest.read(folder.resolve("manifest.json"));
    Target fault = new Target(manifest, manifest.entry("CounterJump"));
    Trace trace =
        new Trace(
            List.of(new State(List.of(), List.of()), new State(List.of(), List.of())),
            List.of(Label.of("Count", Value.model("a"))),
            -1,
            Map.of());
    for (EngineUnderTest engine : Engines.named(null)) {
      if (engine.absence().isEmpty()) {
        RuntimeException refused =
            assertThrows(RuntimeException.class, () -> engine.driveFault(fault, trace, 1));
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains("CounterJump"), told);
        TABLE.put("fault without its variant in " + engine.name(), told);
      }
    }
  }

  @Test
  void anEmptiedTraceIsNamed() throws IOException {
    Path trace = shared.resolve("emptied.itf.json");
    Map<String, String> emptied =
        Map.of(
            "{\"vars\": [\"n\"], \"states\": []}", "states",
            "{\"vars\": [\"n\"], \"states\": [{\"n\": 1}]}", "name the actions");
    for (Map.Entry<String, String> plant : emptied.entrySet()) {
      Files.writeString(trace, plant.getKey());
      StringWriter err = new StringWriter();
      int code =
          Main.run(
              new PrintWriter(new StringWriter()),
              new PrintWriter(err, true),
              "replay",
              trace.toString(),
              "--engine",
              "java");
      assertEquals(2, code);
      assertTrue(err.toString().contains(plant.getValue()), err::toString);
      TABLE.put("emptied trace: " + plant.getValue(), shown(err.toString().strip()));
    }
  }

  private static String shown(String message) {
    return message.replace(shared + "/", "");
  }

  private static Report verify(Path root, Rot rot) {
    Workspace workspace = new Workspace(root);
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Verify(
            new Verify.Request(
                workspace,
                workspace.manifests(null),
                TierSet.SMALL,
                List.of(new TillEngine(rot)),
                2,
                false,
                null),
            nowhere,
            nowhere)
        .run();
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !f.startsWith(from.resolve("target"))).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
