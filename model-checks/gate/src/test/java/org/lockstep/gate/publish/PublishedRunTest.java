package org.lockstep.gate.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What real runs leave behind for CI servers: one as it is, one violated, one diverging. */
class PublishedRunTest {
  @TempDir Path root = Path.of("");

  @Test
  void everyFormIsThereAndValid() throws Exception {
    Files.createDirectories(root.resolve("target/lockstep/junit"));
    Path old = Files.writeString(root.resolve("target/lockstep/junit/TEST-lockstep.Old.xml"), "<");
    SmallRun run = SmallRun.in(root);
    assertFalse(Files.exists(old), "a suite of an earlier run");
    String json = run.text("report.json");
    assertEquals(List.of(), Schemas.problems(Schemas.report(), json));
    assertEquals(List.of(), Schemas.problems(Schemas.sarif(), run.text("report.sarif")));
    Schemas.requireJunit(run.text("junit/TEST-lockstep.StreamPool.xml"));
    assertTrue(run.text("summary.md").contains("MCStreamPool_turn"));
    assertTrue(run.text("report.html").contains("MCStreamPool_turn"));
    assertEquals(List.of(), leftovers());
    // The dead actions, at their definitions.
    JsonNode results = Schemas.JSON.readTree(run.text("report.sarif")).at("/runs/0/results");
    assertEquals(run.report().failures().size(), results.size());
    assertEquals(run.lineOf("Seal(t) =="), lineOf(results, "StreamPool!Seal"));
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  @Test
  void aViolatedPropertyFailsItsCaseAndHasALine() throws Exception {
    SmallRun run = SmallRun.in(root, "EXCEPT ![t] = 1 + counter]", "EXCEPT ![t] = counter]");
    assertEquals(1, run.report().exitCode());
    Element failure = problem(run, "lockstep.StreamPool.models", "MCStreamPool_turn");
    assertTrue(failure.getTextContent().contains("DefaultIsMainsInv"), failure::getTextContent);
    assertEquals("lockstep/model", failure.getAttribute("type"));
    JsonNode results = Schemas.JSON.readTree(run.text("report.sarif")).at("/runs/0/results");
    assertEquals(
        run.lineOf("DefaultIsMainsInv =="), lineOf(results, "StreamPool!DefaultIsMainsInv"));
    assertEquals(
        "specs/StreamPool/StreamPool.tla",
        result(results, "StreamPool!DefaultIsMainsInv")
            .at("/locations/0/physicalLocation/artifactLocation/uri")
            .asText());
    assertTrue(run.text("report.html").contains("StreamPool-MCStreamPool-turn-unexpected"));
  }

  @Test
  void aDivergenceFailsItsCaseAndPointsAtTheAction() throws Exception {
    SmallRun run =
        SmallRun.in(root, "EXCEPT ![t] = 1 + counter]", "EXCEPT ![t] = PoolSize - counter]");
    for (var engine : SmallRun.present()) {
      String name = "MCStreamPool_turn on " + engine.name();
      Element failure = problem(run, "lockstep.StreamPool.replay", name);
      assertEquals("lockstep/divergence", failure.getAttribute("type"));
      assertTrue(failure.getTextContent().contains("Count("), failure::getTextContent);
    }
    JsonNode results = Schemas.JSON.readTree(run.text("report.sarif")).at("/runs/0/results");
    assertEquals(run.lineOf("Count(t) =="), lineOf(results, "StreamPool!Count"));
    assertTrue(
        Files.exists(run.file("tests/StreamPool_MCStreamPool_turn_javaTest.java")),
        "a test that replays the divergence");
  }

  private static Element problem(SmallRun run, String classname, String name) throws Exception {
    String text = run.text("junit/TEST-lockstep.StreamPool.xml");
    Schemas.requireJunit(text);
    Document document = FormsTest.parsed(text);
    Element found =
        FormsTest.elements(document, "testcase").stream()
            .filter(each -> each.getAttribute("classname").equals(classname))
            .filter(each -> each.getAttribute("name").equals(name))
            .findFirst()
            .orElseThrow();
    return (Element) found.getElementsByTagName("failure").item(0);
  }

  private static JsonNode result(JsonNode results, String definition) {
    for (JsonNode result : results) {
      JsonNode name = result.at("/locations/0/logicalLocations/0/fullyQualifiedName");
      if (name.asText().equals(definition)) {
        return result;
      }
    }
    throw new AssertionError("no result is about " + definition + ": " + results.toPrettyString());
  }

  private static int lineOf(JsonNode results, String definition) {
    return result(results, definition).at("/locations/0/physicalLocation/region/startLine").asInt();
  }
}
