package org.lockstep.gate.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.Location;

/** The failures as SARIF 2.1.0, for code scanning: each at the line of what it is about. */
final class Sarif {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROOT = "SRCROOT";

  private Sarif() {}

  static String of(Evidence evidence) {
    ObjectNode log = JSON.createObjectNode();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    driver(run.putObject("tool").putObject("driver"));
    ObjectNode invocation = run.putArray("invocations").addObject();
    // A failure is a result; unsuccessful is a run that gives no verdict.
    invocation.put(
        "executionSuccessful",
        evidence.failures().stream().noneMatch(f -> f.rule() == Failure.Rule.NO_VERDICT));
    invocation.put("exitCode", evidence.report().exitCode());
    invocation.put("endTimeUtc", evidence.report().environment().date());
    run.putObject("originalUriBaseIds")
        .putObject(ROOT)
        .putObject("description")
        .put("text", "The root of the checkout.");
    run.put("columnKind", "utf16CodeUnits");
    ArrayNode results = run.putArray("results");
    evidence.failures().forEach(failure -> result(results.addObject(), failure));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(log) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static void driver(ObjectNode driver) {
    driver.put("name", "lockstep");
    driver.putObject("shortDescription").put("text", "Holds two engines to their TLA+ models.");
    ArrayNode rules = driver.putArray("rules");
    for (Failure.Rule rule : Failure.Rule.values()) {
      ObjectNode node = rules.addObject();
      node.put("id", rule.id());
      node.putObject("shortDescription").put("text", rule.meaning());
      node.putObject("defaultConfiguration").put("level", "error");
    }
  }

  private static void result(ObjectNode result, Failure failure) {
    result.put("ruleId", failure.rule().id());
    result.put("ruleIndex", failure.rule().ordinal());
    result.put("level", "error");
    result.putObject("message").put("text", failure.text());
    Location place = failure.location();
    if (place != null) {
      ObjectNode location = result.putArray("locations").addObject();
      ObjectNode physical = location.putObject("physicalLocation");
      physical.putObject("artifactLocation").put("uri", uri(place.file())).put("uriBaseId", ROOT);
      if (place.line() > 0) {
        physical
            .putObject("region")
            .put("startLine", place.line())
            .put("startColumn", Math.max(1, place.column()));
      }
      if (failure.definition() != null) {
        location
            .putArray("logicalLocations")
            .addObject()
            .put("name", failure.definition())
            .put("fullyQualifiedName", failure.module() + "!" + failure.definition())
            .put("kind", "member");
      }
    }
    // Not the message: the same failure with other numbers is the same alert.
    String identity =
        String.join(
            "|", failure.rule().id(), failure.where(), String.valueOf(failure.definition()));
    result.putObject("partialFingerprints").put("lockstep/v1", digest(identity));
  }

  /** A path with blanks or umlauts is no URI as it stands. */
  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(file + " cannot be written as a relative URI", e);
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
