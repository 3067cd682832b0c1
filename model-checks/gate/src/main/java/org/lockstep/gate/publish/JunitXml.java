package org.lockstep.gate.publish;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.Report;

/** One module's checks in the XML that Surefire writes and CI servers read. */
final class JunitXml {
  private final Report report;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JunitXml(Report report) throws XMLStreamException {
    this.report = report;
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  static String of(Report report, String module, List<Case> cases) {
    try {
      return new JunitXml(report).suite(module, cases);
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML cannot be written to a string", e);
    }
  }

  private String suite(String module, List<Case> cases) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line();
    xml.writeStartElement("testsuite");
    attribute("name", "lockstep." + module);
    attribute("tests", cases.size());
    attribute("failures", cases.stream().filter(each -> fails(each, true)).count());
    attribute("errors", cases.stream().filter(each -> fails(each, false)).count());
    attribute("skipped", cases.stream().filter(each -> each.skipped() != null).count());
    attribute("time", seconds(cases.stream().mapToDouble(Case::seconds).sum()));
    attribute("timestamp", report.environment().date());
    properties();
    for (Case each : cases) {
      testCase(each);
    }
    line();
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.close();
    return text + "\n";
  }

  private void properties() throws XMLStreamException {
    Environment environment = report.environment();
    line();
    xml.writeStartElement("properties");
    for (Map.Entry<String, String> property :
        List.of(
            Map.entry("java", environment.java()),
            Map.entry("os", environment.os()),
            Map.entry("tlcJar", environment.tlcJar()),
            Map.entry("arguments", String.join(", ", report.arguments())))) {
      xml.writeEmptyElement("property");
      attribute("name", property.getKey());
      attribute("value", property.getValue());
    }
    xml.writeEndElement();
  }

  private void testCase(Case each) throws XMLStreamException {
    line();
    xml.writeStartElement("testcase");
    attribute("classname", "lockstep." + each.module() + "." + each.group());
    attribute("name", each.name());
    attribute("time", seconds(each.seconds()));
    String skipped = each.skipped();
    if (skipped != null) {
      xml.writeEmptyElement("skipped");
      attribute("message", skipped);
    } else if (!each.failures().isEmpty()) {
      problem(each);
    }
    xml.writeEndElement();
  }

  /** One element for all: most readers show the first only. */
  private void problem(Case each) throws XMLStreamException {
    Failure first = each.failures().get(0);
    xml.writeStartElement(fails(each, true) ? "failure" : "error");
    attribute("message", first.message());
    attribute("type", first.rule().id());
    StringBuilder whole = new StringBuilder();
    for (Failure failure : each.failures()) {
      whole.append(failure.text()).append('\n');
      if (failure.location() != null) {
        whole.append("  at ").append(failure.location().file());
        whole.append(failure.location().line() > 0 ? ":" + failure.location().line() : "");
        whole.append('\n');
      }
    }
    xml.writeCharacters(legal(whole.toString()));
    xml.writeEndElement();
  }

  /** Whether it failed, as opposed to having no verdict. */
  private static boolean fails(Case each, boolean violated) {
    return !each.failures().isEmpty()
        && violated
            == each.failures().stream().anyMatch(failure -> failure.code() == ExitCode.VIOLATED);
  }

  private void attribute(String name, Object value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value.toString()));
  }

  private void line() throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** XML has no way at all to write most control characters. */
  static String legal(String text) {
    StringBuilder legal = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean allowed =
                  c == '\t'
                      || c == '\n'
                      || c == '\r'
                      || (c >= 0x20 && c < 0xD800)
                      || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF);
              legal.append(
                  allowed ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04X", c));
            });
    return legal.toString();
  }
}
