package org.lockstep.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lockstep check} on folders of specifications that others wrote. */
class CollectionTest {
  @TempDir Path root = Path.of("");

  private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    Path from =
        Path.of(Objects.requireNonNull(CollectionTest.class.getResource("/foreign")).toURI());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = root.resolve("foreign").resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    folder = root.resolve("foreign/Turnstile");
  }

  private int check(String... options) {
    String[] args =
        Stream.concat(Stream.of("check", folder.toString()), Stream.of(options))
            .toArray(String[]::new);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private void edit(String old, String changed) throws IOException {
    Path manifest = folder.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertTrue(text.contains(old), () -> "no " + old + " in " + text);
    Files.writeString(manifest, text.replace(old, changed));
  }

  private void assertPrinted(String... parts) {
    for (String part : parts) {
      assertTrue(out.toString().contains(part), () -> out + "" + err);
    }
  }

  private void assertRefused(String... parts) {
    assertEquals(2, check(), out::toString);
    for (String part : parts) {
      assertTrue(err.toString().contains(part), () -> out + "" + err);
    }
  }

  @Test
  void everyExpectedResultIsASuccessAndWhatIsNotRunIsNamed() {
    assertEquals(0, check(), () -> out + "" + err);
    assertPrinted(
        "Turnstile.cfg: success (5 distinct states, 6 generated, depth 5",
        "TurnstileEnds.cfg: success (5 distinct",
        "safety failure of NeverOpen, as expected",
        "liveness failure of LocksAgain, as expected",
        "deadlock failure, as expected",
        "assumption failure, as expected",
        "mode \"generate\" is not run here",
        "mode \"symbolic\" is not run here",
        "mode \"simulate\" is not run here",
        "its runtime is 300 s",
        "promises no result",
        "11 models: 6 as expected, 0 failed, 5 skipped");
  }

  @Test
  void aWrongCountFails() throws IOException {
    edit("\"distinctStates\": 5,\n          \"totalStates\": 6", "\"distinctStates\": 4");
    assertEquals(1, check(), out::toString);
    assertPrinted("FAILED foreign/Turnstile/Turnstile.cfg: expected 4 distinct states, found 5");
  }

  @Test
  void aDepthThatIsTooSmallFails() throws IOException {
    edit("\"totalStates\": 6,\n          \"stateDepth\": 5", "\"stateDepth\": 4");
    assertEquals(1, check(), out::toString);
    assertPrinted("expected 4 depth, found 5");
  }

  @Test
  void aDepthOfOneWorkerIsExact() throws IOException {
    edit("\"totalStates\": 6,\n          \"stateDepth\": 5", "\"stateDepth\": 7, \"workers\": 1");
    assertEquals(1, check(), out::toString);
    assertPrinted("expected 7 depth, found 5");
  }

  @Test
  void aLargerDepthOfSeveralWorkersIsTold() throws IOException {
    edit("\"totalStates\": 6,\n          \"stateDepth\": 5", "\"stateDepth\": 7");
    assertEquals(0, check(), out::toString);
    assertPrinted("the manifest's depth 7 was measured with several workers");
  }

  @Test
  void aCfgForALaterTlcIsSkippedByName() throws IOException {
    Files.writeString(folder.resolve("TurnstileEnds.cfg"), "SPECIFICATION Spec\nALIAS Short\n");
    assertEquals(0, check(), out::toString);
    assertPrinted("skipped foreign/Turnstile/TurnstileEnds.cfg: its cfg has the section ALIAS");
  }

  @Test
  void workersThatAreNoNumberAreRefused() throws IOException {
    edit("\"safety failure\"", "\"safety failure\", \"workers\": \"many\"");
    assertRefused("/modules/0/models/2/workers", "expected a whole number");
  }

  @Test
  void anotherResultThanPromisedFails() throws IOException {
    edit("\"safety failure\"", "\"deadlock failure\"");
    assertEquals(1, check(), out::toString);
    assertPrinted("TurnstileSafety.cfg: expected deadlock failure, found INVARIANT of NeverOpen");
  }

  @Test
  void aFailureThatDoesNotComeFails() throws IOException {
    edit("\"liveness failure\"", "\"success\"");
    edit("TurnstileDeadlock.cfg", "TurnstileEnds.cfg");
    assertEquals(1, check(), out::toString);
    assertPrinted(
        "TurnstileLiveness.cfg: expected success, found LIVENESS of LocksAgain",
        "TurnstileEnds.cfg: expected deadlock failure, found HELD",
        "2 failed");
  }

  @Test
  void anUnknownModeIsRefused() throws IOException {
    edit("\"symbolic\"", "\"guessing\"");
    assertRefused("manifest.json at /modules/0/models/7/mode", "\"guessing\"", "simulate");
  }

  @Test
  void anUnknownResultIsRefused() throws IOException {
    edit("\"safety failure\"", "\"sadness\"");
    assertRefused("/modules/0/models/2/result", "\"sadness\" is none of", "liveness failure");
  }

  @Test
  void anUnknownKeyIsRefused() throws IOException {
    edit("\"authors\"", "\"writers\"");
    assertRefused("manifest.json at /writers: unknown key");
  }

  @Test
  void countsOfAFailureAreRefused() throws IOException {
    edit("\"safety failure\"", "\"safety failure\", \"stateDepth\": 3");
    assertRefused("/modules/0/models/2/stateDepth", "only an exhaustive search that succeeds");
  }

  @Test
  void aMissingCfgIsRefused() throws IOException {
    edit("TurnstileSafety.cfg", "TurnstileGone.cfg");
    assertRefused("/modules/0/models/2/path", "there is no file", "TurnstileGone.cfg");
  }

  @Test
  void aManifestOfNeitherFormIsRefused() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{\"parts\": []}");
    assertRefused("manifest.json at /", "neither a manifest of Lockstep", "\"modules\"");
  }

  @Test
  void toRunNothingIsNoSuccess() throws IOException {
    edit("\"exhaustive search\"", "\"generate\"");
    edit("\"distinctStates\": 5,\n          \"totalStates\": 6,\n          \"stateDepth\": 5", "");
    edit("\"result\": \"success\",\n          \n", "\"result\": \"success\"\n");
    edit("\"distinctStates\": 5,\n          \"totalStates\": 5,\n          \"stateDepth\": 5", "");
    edit("\"result\": \"success\",\n          \n", "\"result\": \"success\"\n");
    assertEquals(2, check(), out::toString);
    assertPrinted("no model was run");
  }

  @Test
  void theEarlierFormWithOneManifestForAllIsReadToo() throws IOException {
    String text =
        """
        {"specifications": [{"path": "Turnstile", "title": "t", "description": "d", "sources": [],
          "authors": ["a"], "tags": ["beginner"], "modules": [{"path": "Turnstile/Turnstile.tla",
            "communityDependencies": [], "tlaLanguageVersion": 2, "features": ["pluscal"],
            "models": [{"path": "Turnstile/TurnstileSafety.cfg", "runtime": "00:00:01",
              "size": "small", "mode": "exhaustive search", "features": ["liveness"],
              "result": "safety failure"}]}]}]}
        """;
    folder = root.resolve("foreign");
    Files.writeString(folder.resolve("manifest.json"), text);
    assertEquals(0, check(), () -> out + "" + err);
    assertPrinted("Turnstile/TurnstileSafety.cfg: safety failure of NeverOpen, as expected");
  }

  @Test
  void aModuleThatIsAbsentIsNamed() {
    folder = root.resolve("foreign/NeedsCommunity");
    assertEquals(2, check(), out::toString);
    assertPrinted("FAILED NeedsCommunity.cfg", "PARSE_ERROR", "SequencesExt", "--library");
  }

  @Test
  void aModuleOfALibraryIsFound() throws IOException {
    folder = root.resolve("foreign/NeedsCommunity");
    Path library = Files.createDirectories(root.resolve("library"));
    Files.writeString(library.resolve("SequencesExt.tla"), "---- MODULE SequencesExt ----\n====\n");
    assertEquals(0, check("--library", library.toString()), () -> out + "" + err);
  }

  @Test
  void aFolderOfCfgsIsCheckedWithoutAManifest() throws IOException {
    Files.delete(folder.resolve("manifest.json"));
    assertEquals(1, check(), () -> out + "" + err);
    assertPrinted(
        "Turnstile.cfg: success",
        "FAILED TurnstileSafety.cfg: expected success, found INVARIANT of NeverOpen",
        "6 models: 2 as expected, 4 failed, 0 skipped");
  }

  @Test
  void aCfgWithoutAModuleIsRefused() throws IOException {
    Files.delete(folder.resolve("manifest.json"));
    Files.writeString(folder.resolve("Astray.cfg"), "SPECIFICATION Spec\n");
    assertRefused("no module for", "Astray.cfg", List.of("Turnstile").toString());
  }
}
