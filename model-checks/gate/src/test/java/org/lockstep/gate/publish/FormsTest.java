package org.lockstep.gate.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.lockstep.gate.report.ActionRow;
import org.lockstep.gate.report.DetectorRow;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.gate.report.Report;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** No text is lost or breaks a file, and no failure is missing from one. */
class FormsTest {
  private final Evidence failed = Samples.failed();

  private String junit(String module) {
    List<Case> cases =
        Cases.of(failed).stream().filter(each -> each.module().equals(module)).toList();
    return JunitXml.of(failed.report(), module, cases);
  }

  static Document parsed(String xml)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void junitIsValidAndCountsItsCases() throws Exception {
    for (String module : List.of("M", Cases.GATE)) {
      Schemas.requireJunit(junit(module));
      Document document = parsed(junit(module));
      Element suite = document.getDocumentElement();
      assertEquals(
          elements(document, "testcase").size(), Integer.parseInt(suite.getAttribute("tests")));
      for (String kind : List.of("failure", "error")) {
        assertEquals(
            elements(document, kind).size(), Integer.parseInt(suite.getAttribute(kind + "s")));
      }
    }
  }

  @Test
  void everyFailureFailsExactlyOneCase() throws Exception {
    List<String> found = new ArrayList<>();
    for (String module : List.of("M", Cases.GATE)) {
      for (String kind : List.of("failure", "error")) {
        elements(parsed(junit(module)), kind)
            .forEach(problem -> found.add(problem.getTextContent()));
      }
    }
    assertEquals(failed.failures().size(), found.size());
    failed
        .failures()
        .forEach(
            failure ->
                assertEquals(
                    1,
                    found.stream().filter(text -> text.startsWith(failure.where() + ":")).count()
                        - (failure.where().equals("M") ? 1 : 0),
                    failure::text));
  }

  @Test
  void charactersSurvive() throws Exception {
    Element skipped =
        elements(parsed(junit("M")), "testcase").stream()
            .filter(each -> each.getAttribute("name").equals("large"))
            .map(each -> (Element) each.getElementsByTagName("skipped").item(0))
            .findFirst()
            .orElseThrow();
    // What XML cannot say at all is spelled out; an attribute's line break is a blank.
    String expected =
        Samples.NASTY.replace("\u0000", "\\u0000").replace("\u001b", "\\u001B").replace('\n', ' ');
    assertEquals(expected, skipped.getAttribute("message"));
    JsonNode sarif = Schemas.JSON.readTree(Sarif.of(failed));
    String message = sarif.at("/runs/0/results/3/message/text").asText();
    assertTrue(message.contains("</script>") && message.contains("\uD83D\uDD12"), message);
    assertTrue(message.contains("\u0000"), message);
  }

  @Test
  void anIncompleteRowWithoutAFailureIsNoPass() throws Exception {
    Evidence silent =
        new Evidence(
            failed.report(),
            List.of(),
            failed.skips(),
            failed.claims(),
            failed.actions(),
            failed.stories(),
            failed.pictures(),
            failed.replayables());
    String xml = JunitXml.of(failed.report(), "M", Cases.of(silent));
    // The model, the replay and the planted fault in Java; a generated one may survive.
    assertEquals(3, elements(parsed(xml), "failure").size());
  }

  @Test
  void theJunitSchemaCanFail() {
    String wrong = junit("M").replaceFirst("classname=\"[^\"]*\"", "");
    assertThrows(SAXException.class, () -> Schemas.requireJunit(wrong));
    String twice = junit("M").replace("name=\"other\"", "name=\"model\"");
    assertThrows(SAXException.class, () -> Schemas.requireJunit(twice));
  }

  @Test
  void sarifIsValidWithAResultForEachFailure() throws IOException {
    String text = Sarif.of(failed);
    assertEquals(List.of(), Schemas.problems(Schemas.sarif(), text));
    JsonNode run = Schemas.JSON.readTree(text).at("/runs/0");
    assertEquals(failed.failures().size(), run.path("results").size());
    for (int i = 0; i < failed.failures().size(); i++) {
      JsonNode result = run.path("results").get(i);
      int rule = result.path("ruleIndex").asInt();
      assertEquals(
          run.at("/tool/driver/rules/" + rule + "/id").asText(), result.path("ruleId").asText());
      assertEquals(failed.failures().get(i).rule().id(), result.path("ruleId").asText());
    }
    JsonNode place = run.at("/results/0/locations/0/physicalLocation");
    assertEquals("specs/M%20x/M.tla", place.at("/artifactLocation/uri").asText());
    assertEquals(7, place.at("/region/startLine").asInt());
    assertEquals(3, place.at("/region/startColumn").asInt());
    assertFalse(run.at("/invocations/0/executionSuccessful").asBoolean(true));
  }

  @Test
  void theSarifSchemaCanFail() throws IOException {
    String text = Sarif.of(failed);
    for (List<String> edit :
        List.of(
            List.of("\"startLine\" : 7", "\"startLine\" : 0"),
            List.of("\"level\" : \"error\"", "\"level\" : \"fatal\""),
            List.of("\"ruleId\"", "\"rule\""))) {
      assertTrue(text.contains(edit.get(0)), text);
      String wrong = text.replace(edit.get(0), edit.get(1));
      assertFalse(Schemas.problems(Schemas.sarif(), wrong).isEmpty(), edit::toString);
    }
  }

  @Test
  void theSummaryKeepsTablesAndTextApart() {
    String summary = Summary.of(failed);
    assertTrue(summary.startsWith("## Lockstep: VIOLATED\n"), summary);
    assertTrue(summary.contains("(`specs/M x/M.tla:7`)"), summary);
    for (String line : summary.lines().filter(row -> row.startsWith("| M ")).toList()) {
      String bars = line.replaceAll("\\\\\\|", "").replaceAll("[^|]", "");
      assertTrue(bars.length() == 6 || bars.length() == 8, line);
    }
    assertFalse(summary.contains("</script>"), summary);
  }

  @Test
  void theReportSchemaDescribesEveryFieldAndCanFail() throws IOException {
    JsonNode schema = Schemas.report();
    assertEquals(fields(Report.class), names(schema));
    assertEquals(fields(ModelRow.class), names(schema.at("/$defs/model")));
    assertEquals(fields(ReplayRow.class), names(schema.at("/$defs/replay")));
    assertEquals(fields(OpinionRow.class), names(schema.at("/$defs/opinion")));
    assertEquals(fields(ActionRow.class), names(schema.at("/$defs/action")));
    assertEquals(fields(FaultRow.class), names(schema.at("/$defs/fault")));
    assertEquals(fields(DetectorRow.class), names(schema.at("/$defs/detector")));
    assertEquals(fields(Environment.class), names(schema.at("/$defs/environment")));
    String text = failed.report().json();
    assertEquals(List.of(), Schemas.problems(schema, text));
    for (List<String> edit :
        List.of(
            List.of("\"distinct\" : 3456", "\"distinct\" : -1"),
            List.of("\"exitCode\" : 1", "\"exitCode\" : 0"),
            List.of("\"kind\" : \"planted\"", "\"kind\" : \"found\""),
            List.of("\"depth\" : 7", "\"depht\" : 7"))) {
      assertTrue(text.contains(edit.get(0)), text);
      String wrong = text.replace(edit.get(0), edit.get(1));
      assertFalse(Schemas.problems(schema, wrong).isEmpty(), edit::toString);
    }
  }

  private static Set<String> fields(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(JsonNode schema) {
    Set<String> names = new TreeSet<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    assertEquals(names, required, "every field is always there");
    return names;
  }
}
