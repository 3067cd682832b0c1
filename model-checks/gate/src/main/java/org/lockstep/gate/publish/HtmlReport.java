package org.lockstep.gate.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Report;
import org.lockstep.gate.report.Story;

/**
 * The whole result as one page that opens from disk: nothing is loaded, and the page's own policy
 * allows no script or style but the two in it.
 */
final class HtmlReport {
  private static final String STYLE = resource("report.css");
  private static final String SCRIPT = resource("report.js");

  private final Evidence evidence;
  private final Report report;
  private final Html html = new Html();

  HtmlReport(Evidence evidence) {
    this.evidence = evidence;
    this.report = evidence.report();
  }

  String text() {
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.raw("<meta charset=\"utf-8\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '"
            + hash(SCRIPT)
            + "'; style-src '"
            + hash(STYLE)
            + "'; base-uri 'none'; form-action 'none'\">\n");
    html.leaf("title", "Lockstep: " + Verdict.of(report.exitCode()));
    html.open("style").raw(STYLE).close().close();
    html.open("body");
    header();
    HtmlTables tables = new HtmlTables(evidence, html);
    html.open("main");
    tables.results();
    new HtmlRecorded(report.validation(), html).table();
    new HtmlFaults(report, html).tables();
    new HtmlDetectors(report.detectors(), html).table();
    viewer();
    pictures();
    tables.background();
    html.close();
    html.open("script", "type", "application/json", "id", "stories");
    html.raw(StoryJson.of(evidence.stories())).close();
    html.open("script").raw(SCRIPT).close();
    return html.close().close().done();
  }

  private void header() {
    html.open("header").leaf("h1", "Lockstep");
    boolean held = report.exitCode() == 0;
    html.leaf(
        "p",
        Verdict.of(report.exitCode()),
        "class",
        "verdict " + (held ? "good" : "bad"),
        "id",
        "verdict");
    html.leaf("p", report.sentence());
    html.leaf(
        "p",
        String.join("; ", report.arguments()) + "; " + report.environment().date(),
        "class",
        "soft");
    html.open("nav", "aria-label", "Sections").open("ul");
    for (List<String> section : HtmlTables.sections(evidence)) {
      html.open("li").leaf("a", section.get(1), "href", "#" + section.get(0)).close();
    }
    html.close().close().close();
  }

  private void viewer() {
    html.leaf("h2", "Counterexamples, step by step", "id", "counterexamples");
    if (evidence.stories().isEmpty()) {
      html.leaf("p", "This run has no counterexample to show.");
      return;
    }
    html.leaf(
        "p",
        "Choose a behaviour, put the focus into the frame and step with the arrow keys, Home and"
            + " End. A sound engine is shown up to the step that it refuses.");
    html.open(
        "div", "id", "viewer", "role", "group", "tabindex", "0", "aria-label", "Step by step");
    html.raw("<div class=\"controls\">");
    html.open("label", "for", "story").text("Behaviour ").close();
    html.open("select", "id", "story");
    for (Story story : evidence.stories()) {
      String title = story.module() + " " + story.name() + " (" + story.kind() + ")";
      html.leaf("option", title, "value", story.id());
    }
    html.close();
    button("first", "First", "First step");
    button("back", "Back", "One step back");
    button("on", "Next", "One step on");
    button("last", "Last", "Last step");
    html.leaf("output", "", "id", "position", "aria-live", "polite");
    html.open("label").raw("<input type=\"checkbox\" id=\"still\" checked> ");
    html.text("hide components that never change").close();
    html.raw("</div>\n");
    html.leaf("p", "", "id", "what");
    html.open("div", "class", "panes");
    html.leaf("div", "", "id", "lanes", "class", "lanes-box");
    html.open("div");
    html.leaf("div", "", "id", "states", "class", "scroll");
    html.leaf("div", "", "id", "ends");
    html.close().close();
    html.open("p", "class", "soft").text("Trace: ").leaf("code", "", "id", "file").close();
    html.close();
    html.leaf("noscript", "The viewer needs JavaScript; everything else on this page does not.");
  }

  private void button(String id, String name, String meaning) {
    html.leaf("button", name, "type", "button", "id", id, "title", meaning);
  }

  private void pictures() {
    if (evidence.pictures().isEmpty()) {
      return;
    }
    html.leaf("h2", "State graphs", "id", "graphs");
    int[] number = {0};
    evidence
        .pictures()
        .forEach(
            (model, svg) -> {
              number[0]++;
              html.open("details").leaf("summary", model);
              html.open(
                  "div",
                  "class",
                  "picture",
                  "tabindex",
                  "0",
                  "role",
                  "img",
                  "aria-label",
                  "State graph of " + model);
              // Names of arrow heads are the page's, not the drawing's.
              html.raw(
                  svg.replace("id='tip'", "id='tip" + number[0] + "'")
                      .replace("url(#tip)", "url(#tip" + number[0] + ")"));
              html.close().close();
            });
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
