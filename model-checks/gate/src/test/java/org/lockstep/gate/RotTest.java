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

  @FunctionalInterface
  private interface Plant {
    void into(Path root) throws IOException;
  }

  /**
   * One kind of rot.
   *
   * @param told what the one failure must say, in parts
   */
  private record Kind(String name, Rot engine, Plant plant, List<String> told) {}

  private static Kind file(String name, Plant plant, String... told) {
    return new Kind(name, Rot.NONE, plant, List.of(told));
  }

  private static Kind engine(String name, Rot rot, String... told) {
    return new Kind(name, rot, root -> {}, List.of(told));
  }

  private static Kind edit(String name, String file, String old, String changed, String... told) {
    return file(
        name, root -> replace(root.resolve("specs/Till").resolve(file), old, changed), told);
  }

  private static final String SMALL = "INVARIANT NotTooMuchInv";

  private static final List<Kind> KINDS =
      List.of(
          edit(
              "dead action",
              "Till.tla",
              "Next == ",
              "Burn == sum = 77 /\\ sum' = 0 /\\ UNCHANGED pc\nNext == Burn \\/ ",
              "no model takes the action Burn"),
          edit(
              "unreachable guard",
              "Till.tla",
              "    /\\ sum' = sum + 1\n",
              "    /\\ \\/ sum < 40 /\\ sum' = sum + 1\n       \\/ sum = 41 /\\ sum' = 7\n",
              "reaches a branch of the action Drop",
              "of module Till",
              "guard is never true"),
          file("action that is never replayed", RotTest::moreCoins, "no replayed model", "Burn"),
          file(
              "invariant that is TRUE",
              RotTest::alwaysTrue,
              "no planted fault violates AlwaysInv, which is checked in Till_small.cfg"),
          edit("stale hash", "Till.tla", "EXTENDS", "\\* a word\nEXTENDS"),
          file("numbers without a hash", RotTest::unmeasured, "was never measured"),
          edit(
              "emptied cfg",
              "Till_small.cfg",
              SMALL,
              "",
              "Till_small.cfg names no invariant and no property"),
          edit(
              "shrunk constant",
              "Till_small.cfg",
              "Most = 2",
              "Most = 1",
              "distinct states, found"),
          engine("emptied cover", Rot.NO_COVER, "nothing to replay: 0 paths"),
          engine("empty view", Rot.NO_VIEW, "a view without components", "compar"),
          edit(
              "model fault like the sound model",
              "bugs/Overfull.cfg",
              "    Drop <- Fault_Drop\n",
              "",
              "Overfull: expected INVARIANT of NotTooMuchInv",
              "found HELD"),
          engine("engine fault like the sound engine", Rot.FAULT_LIKE_SOUND, "only 0 of 2 runs"),
          engine("sound engine takes the fault's schedule", Rot.SOUND_LIKE_FAULT, "whole schedule"),
          engine("harm found on the sound engine too", Rot.HARM_EVERYWHERE, "it tells nothing"),
          engine("engine absent", Rot.ABSENT, "engine till: the engine is absent"),
          edit(
              "state predicate under PROPERTY",
              "Till_small.cfg",
              SMALL,
              "PROPERTY NotTooMuchInv",
              "NotTooMuchInv is a state predicate"),
          edit(
              "witness that became unreachable",
              "Till.tla",
              "ReachFull == sum < Most",
              "ReachFull == sum < 3",
              "expected INVARIANT of ReachFull",
              "found HELD"),
          edit(
              "CHECK_DEADLOCK FALSE",
              "Till_small.cfg",
              SMALL,
              SMALL + "\nCHECK_DEADLOCK FALSE",
              "deadlock checking is always on"),
          edit(
              "stale excuse",
              "manifest.json",
              "\"Deadlock\"",
              "\"NotTooMuchInv\" : \"none can\", \"Deadlock\"",
              "excuses NotTooMuchInv"),
          file(
              "cfg that nobody runs",
              root -> copy(root, "Till_small.cfg", "Till_wide.cfg"),
              "Till_wide.cfg is run by nobody"),
          file(
              "module that nobody runs",
              root -> copy(root, "bugs/Overfull.tla", "bugs/Forgotten.tla"),
              "Forgotten.tla is run by nobody"),
          file(
              "fault without a story",
              root -> Files.delete(root.resolve("specs/Till/bugs/Overfull.md")),
              "Overfull has no story"),
          file(
              "switch that turns deadlock checking off",
              root -> Files.writeString(root.resolve("lockstep"), "java tlc2.TLC -deadlock X\n"),
              "lockstep line 1",
              "\"-deadlock\" hides failures"),
          file(
              "CI step that may fail",
              root ->
                  Files.writeString(
                      Files.createDirectories(root.resolve(".ci")).resolve("run"),
                      "set -eu\n./lockstep verify || true\n"),
              ".ci/run line 2",
              "hides failures"));

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
    return KINDS.stream().map(kind -> dynamicTest(kind.name(), () -> isNamed(kind)));
  }

  private static void isNamed(Kind kind) throws IOException {
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
    replace(folder.resolve("manifest.json"), "\"CounterSkip\"", "\"CounterJump\"");
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

  private static void alwaysTrue(Path root) throws IOException {
    Path folder = root.resolve("specs/Till");
    replace(folder.resolve("Till.tla"), "ReachFull ==", "AlwaysInv == TRUE\n\nReachFull ==");
    replace(folder.resolve("Till_small.cfg"), SMALL, SMALL + " AlwaysInv");
  }

  private static void unmeasured(Path root) throws IOException {
    Path manifest = root.resolve("specs/Till/manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceAll(",\\s*\"measuredOn\" : \"[^\"]*\"", ""));
  }

  /** An action that is taken in a larger model only, which no engine is driven along. */
  private static void moreCoins(Path root) throws IOException {
    Path folder = root.resolve("specs/Till");
    replace(
        folder.resolve("Till.tla"),
        "Next == ",
        "Burn == sum = 3 /\\ sum' = 0 /\\ UNCHANGED pc\nNext == Burn \\/ ");
    copy(root, "Till_small.cfg", "Till_more.cfg");
    replace(folder.resolve("Till_more.cfg"), "Most = 2", "Most = 3");
    replace(
        folder.resolve("manifest.json"),
        "\"models\" : [",
        "\"models\" : [ {\"name\" : \"Till_more\", \"module\" : \"Till.tla\", \"cfg\" :"
            + " \"Till_more.cfg\", \"tier\" : \"small\", \"expect\" : \"held\"},");
  }

  private static void copy(Path root, String from, String to) throws IOException {
    Path folder = root.resolve("specs/Till");
    Files.copy(folder.resolve(from), folder.resolve(to));
  }

  private static void replace(Path file, String old, String changed) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(old), () -> file + " has no " + old);
    Files.writeString(file, text.replace(old, changed));
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
