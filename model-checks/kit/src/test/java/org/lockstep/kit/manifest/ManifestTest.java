package org.lockstep.kit.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.tlc.Outcome;

/** Manifests that are read, written, and refused with the place that is wrong. */
class ManifestTest {
  private static final String GOOD =
      """
      {
        "module" : "Counter",
        "variables" : { "abstract" : ["count"], "history" : ["h_log"] },
        "environment" : ["Tick"],
        "client" : ["Start", "Stop"],
        "models" : [
          { "name" : "small", "module" : "Counter.tla", "cfg" : "small.cfg", "tier" : "small",
            "replay" : true, "expect" : "held", "generated" : 19, "distinct" : 9, "depth" : 5,
            "bounds" : { "Procs" : "2" } },
          { "name" : "reach", "module" : "Counter.tla", "cfg" : "small.cfg", "tier" : "push",
            "expect" : "invariant", "violates" : "ReachInv", "traceLength" : 3 }
        ],
        "faults" : [
          { "name" : "Lost", "module" : "bugs/Lost.tla", "cfg" : "bugs/Lost.cfg",
            "expect" : "deadlock", "engines" : ["java"], "notOn" : { "native" : "no such path" },
            "unseen" : { "java" : "only a clock could tell" }, "harm" : "waits for ever" }
        ],
        "survivors" : { "drop guard 3 of Stop" : "the guard repeats an invariant" },
        "unkilled" : { "model Stop.drop-conjunct-3" : "the guard repeats an invariant" }
      }
      """;

  private final Path folder;

  ManifestTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("bugs"));
    for (String file : List.of("Counter.tla", "small.cfg", "bugs/Lost.tla", "bugs/Lost.cfg")) {
      Files.writeString(folder.resolve(file), file);
    }
  }

  private Manifest read(String json) throws IOException {
    return Manifest.read(Files.writeString(folder.resolve("manifest.json"), json));
  }

  private void assertRefused(String from, String to, String pointer, String part)
      throws IOException {
    assertTrue(GOOD.contains(from), from);
    String json = GOOD.replace(from, to);
    String message =
        String.valueOf(assertThrows(ManifestException.class, () -> read(json)).getMessage());
    assertTrue(message.contains("manifest.json at " + pointer + ": "), message);
    assertTrue(message.contains(part), message);
  }

  @Test
  void reads() throws IOException {
    Manifest manifest = read(GOOD);
    assertEquals(List.of("count"), manifest.abstractVariables());
    assertEquals(Map.of("Procs", "2"), manifest.models().get(0).bounds());
    assertTrue(manifest.models().get(0).replay());
    assertEquals(Tier.PUSH, manifest.models().get(1).tier());
    assertEquals(Set.of("model Stop.drop-conjunct-3"), manifest.unkilled().keySet());
    assertEquals(12, manifest.entry("reach").expected().exitCode());
    assertEquals("ReachInv", manifest.entry("reach").expected().violates());
    assertEquals(Outcome.DEADLOCK, manifest.entry("Lost").expected().outcome());
    assertEquals(
        List.of(folder.resolve("bugs"), folder),
        manifest.entry("Lost").request(manifest).folders());
  }

  @Test
  void writesWhatItRead() throws IOException {
    Manifest manifest = read(GOOD);
    manifest.write();
    String text = Files.readString(manifest.file());
    assertEquals(manifest, Manifest.read(manifest.file()));
    manifest.write();
    assertEquals(text, Files.readString(manifest.file()));
    assertTrue(Files.notExists(folder.resolve("manifest.json.new")));
  }

  @Test
  void refusesUnknownAndMissingKeys() throws IOException {
    assertRefused("\"client\"", "\"clients\"", "/clients", "allowed here are [absent, client,");
    assertRefused("\"harm\" :", "\"pain\" :", "/faults/0/pain", "unknown key");
    assertRefused("\"tier\" : \"push\",", "", "/models/1", "\"tier\" is missing");
  }

  @Test
  void refusesBadValues() throws IOException {
    assertRefused(
        "\"tier\" : \"push\"",
        "\"tier\" : \"weekly\"",
        "/models/1/tier",
        "[small, push, live, deep]");
    assertRefused(
        "\"expect\" : \"held\"", "\"expect\" : \"fine\"", "/models/0/expect", "action-property");
    assertRefused("\"distinct\" : 9", "\"distinct\" : -9", "/models/0/distinct", ">= 0");
    assertRefused("\"distinct\" : 9", "\"distinct\" : \"9\"", "/models/0/distinct", "whole number");
    assertRefused("\"replay\" : true", "\"replay\" : 1", "/models/0/replay", "true or false");
    assertRefused(
        "\"depth\" : 5", "\"measuredOn\" : \"sha1:0\"", "/models/0/measuredOn", "sha256:");
    assertRefused("\"Start\", \"Stop\"", "\"Start\", \"Start\"", "/client/1", "twice");
    assertRefused("[\"Tick\"]", "\"Tick\"", "/environment", "array");
  }

  @Test
  void refusesAReasonForWhatIsNoMutant() throws IOException {
    assertRefused(
        "\"model Stop.drop-conjunct-3\"",
        "\"Stop\"",
        "/unkilled/Stop",
        "a place and a mutant's id");
  }

  @Test
  void refusesMissingFiles() throws IOException {
    assertRefused("bugs/Lost.cfg", "bugs/None.cfg", "/faults/0/cfg", "there is no file");
    assertRefused("bugs/Lost.tla", "../Lost.tla", "/faults/0/module", "manifest's folder");
    assertRefused("\"Counter\"", "\"Count\"", "/module", "Count.tla");
    Path none = folder.resolve("none.json");
    assertTrue(
        String.valueOf(
                assertThrows(ManifestException.class, () -> Manifest.read(none)).getMessage())
            .contains("no such file"));
  }

  @Test
  void refusesContradictions() throws IOException {
    assertRefused(", \"violates\" : \"ReachInv\"", "", "/models/1", "needs a name");
    assertRefused(
        "\"generated\" : 19", "\"violates\" : \"A\"", "/models/0/violates", "leave this out");
    assertRefused(
        "\"generated\" : 19", "\"traceLength\" : 2", "/models/0/traceLength", "no counterexample");
    assertRefused(
        "\"expect\" : \"deadlock\"", "\"expect\" : \"held\"", "/faults/0/expect", "no fault");
    assertRefused("\"native\" :", "\"java\" :", "/faults/0/notOn/java", "\"engines\" too");
    assertRefused(
        "{ \"java\" : \"only",
        "{ \"native\" : \"only",
        "/faults/0/unseen/native",
        "only an engine under \"engines\"");
    assertRefused("\"name\" : \"reach\"", "\"name\" : \"Lost\"", "/", "two entries");
    assertRefused(
        "\"tier\" : \"push\"",
        "\"tier\" : \"push\", \"replay\" : true",
        "/models/1/replay",
        "whole graph");
  }

  @Test
  void refusesWhatIsNotJson() throws IOException {
    String cut = GOOD.substring(0, 100);
    String message =
        String.valueOf(assertThrows(ManifestException.class, () -> read(cut)).getMessage());
    assertTrue(message.contains("line "), message);
    String twice = GOOD.replace("\"environment\"", "\"module\" : \"Counter\", \"environment\"");
    assertThrows(ManifestException.class, () -> read(twice));
  }
}
