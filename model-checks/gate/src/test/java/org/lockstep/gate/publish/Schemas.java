package org.lockstep.gate.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.lockstep.gate.Workspace;
import org.xml.sax.SAXException;

/** What the published files must conform to. */
final class Schemas {
  static final ObjectMapper JSON = new ObjectMapper();

  static {
    // The validator logs through SLF4J; that nobody listens is meant.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private Schemas() {}

  static JsonNode report() throws IOException {
    Path file = Workspace.find().root().resolve("docs/report.schema.json");
    return JSON.readTree(Files.readString(file));
  }

  /** The schema that the standard publishes, from a library that carries it. */
  static JsonNode sarif() throws IOException {
    try (InputStream in = Schemas.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return JSON.readTree(Objects.requireNonNull(in));
    }
  }

  /** What is wrong with a document; empty if nothing is. */
  static List<String> problems(JsonNode schema, String document) throws IOException {
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersionDetector.detect(schema))
            .getSchema(
                schema, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    return compiled.validate(JSON.readTree(document)).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  static void requireJunit(String document) throws SAXException, IOException {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(Schemas.class.getResource("/schemas/junit.xsd"))
        .newValidator()
        .validate(new StreamSource(new StringReader(document)));
  }
}
