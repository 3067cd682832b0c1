package org.lockstep.gate.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Story;
import org.openqa.selenium.Keys;

/** The page in a browser: its figures, its console, and the viewer by keyboard and by link. */
class HtmlReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder = Path.of("");
  private static @Nullable Browser opened;

  /** Before each test: a class that is given up as a whole skips no test by name. */
  @BeforeEach
  void open() {
    if (opened == null) {
      opened = Browser.open(folder.resolve("profile"));
    }
  }

  @AfterAll
  static void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private static Browser browser() {
    return Objects.requireNonNull(opened);
  }

  private static Path page(String name, String html) throws IOException {
    return Files.writeString(folder.resolve(name), html);
  }

  /** The figures on the loaded page that differ from the report's; at least one must be there. */
  private static List<String> wrongFigures(JsonNode report) throws IOException {
    JsonNode shown =
        JSON.readTree(
            String.valueOf(
                browser()
                    .ask(
                        "return JSON.stringify([...document.querySelectorAll('[data-figure]')]"
                            + ".map(e => [e.dataset.figure, e.textContent]))")));
    assertTrue(shown.size() > 0, "a page without figures");
    List<String> wrong = new ArrayList<>();
    for (JsonNode figure : shown) {
      String pointer = figure.get(0).asText();
      double number = Double.parseDouble(figure.get(1).asText().replace(",", ""));
      if (!report.at(pointer).isNumber() || report.at(pointer).asDouble() != number) {
        wrong.add(pointer + " is shown as " + number);
      }
    }
    return wrong;
  }

  @Test
  void aRealReportIsShownAndStepsByKeyboard() throws IOException {
    SmallRun run =
        SmallRun.in(
            folder.resolve("run"),
            "EXCEPT ![t] = 1 + counter]",
            "EXCEPT ![t] = PoolSize - counter]");
    JsonNode report = JSON.readTree(run.text("report.json"));
    browser().load(run.file("report.html"), "");
    assertEquals(List.of(), browser().console());
    assertEquals(List.of(), wrongFigures(report));
    int figures = browser().all("[data-figure]").size();
    int least = 4 * report.path("models").size() + 7 * report.path("replay").size();
    assertTrue(figures >= least, figures + " figures, at least " + least);
    assertEquals("VIOLATED", browser().one("#verdict").getText());
    assertEquals(
        report.path("failures").size(), browser().all("#failures + .scroll tbody tr").size());

    int steps = browser().all("#lanes tbody tr").size() - 1;
    assertTrue(steps > 2);
    assertEquals("0 of " + steps + ": initial state", position());
    browser().press("viewer", Keys.ARROW_RIGHT);
    assertTrue(position().startsWith("1 of " + steps + ": step 0 "), position());
    browser().press("viewer", Keys.END);
    assertTrue(position().startsWith(steps + " of " + steps + ": "), position());
    assertTrue(position().contains("Count("), "the diverging action: " + position());
    assertFalse(browser().all("#states td.differs").isEmpty(), "the diverging component");
    browser().press("viewer", Keys.ARROW_RIGHT);
    assertTrue(position().startsWith(steps + " of " + steps), "there is nothing after the end");
    browser().press("viewer", Keys.ARROW_LEFT);
    assertTrue(position().startsWith((steps - 1) + " of " + steps), position());
    assertEquals(List.of(), differing(), "before the divergence all states agree");
    String link = browser().hash();
    browser().press("viewer", Keys.HOME);
    assertTrue(position().startsWith("0 of "), position());

    browser().load(run.file("report.html"), link);
    assertTrue(position().startsWith((steps - 1) + " of " + steps), link + ": " + position());
    assertEquals(List.of(), browser().console());
  }

  private static String position() {
    return browser().one("#position").getText();
  }

  private static List<String> differing() {
    return browser().all("#states td.differs").stream().map(cell -> cell.getText()).toList();
  }

  @Test
  void aWrongFigureIsFound() throws IOException {
    Evidence failed = Samples.failed();
    JsonNode report = JSON.readTree(failed.report().json());
    String html = new HtmlReport(failed).text();
    browser().load(page("right.html", html), "");
    assertEquals(List.of(), wrongFigures(report));
    assertTrue(html.contains(">3,456<"));
    browser().load(page("wrong.html", html.replace(">3,456<", ">3,457<")), "");
    assertEquals(List.of("/models/0/distinct is shown as 3457.0"), wrongFigures(report));
  }

  @Test
  void markupInTextsStaysText() throws IOException {
    browser().load(page("nasty.html", new HtmlReport(Samples.failed()).text()), "#M-Fault/3");
    assertEquals(List.of(), browser().console());
    String expected = Samples.NASTY.replace("\u0000", "\\u0000").replace("\u001b", "\\u001B");
    assertEquals(
        "NOT HELD: " + expected,
        browser().ask("return document.querySelector('#verdict + p').textContent"));
    assertEquals(
        Samples.NASTY, browser().ask("return document.getElementById('what').textContent"));
    assertEquals("3 of 3: step 2 Step(3)", position());
    assertEquals(List.of("\u2260 other"), differing());
    assertEquals(1, browser().all("#kills").size());
  }

  @Test
  void theConsoleIsHeard() throws IOException {
    String broken =
        new HtmlReport(Samples.failed()).text().replace("const stories =", "const tales =");
    browser().load(page("broken.html", broken), "");
    // The page's own policy already refuses a script that is not the one it was written with.
    assertFalse(browser().console().isEmpty());
  }

  @Test
  void sixtyTracesAreNoBurden() throws IOException {
    Evidence one = Samples.failed();
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      stories.add(Samples.story("M-" + i, 100));
    }
    Evidence many =
        new Evidence(
            one.report(),
            one.failures(),
            one.skips(),
            one.claims(),
            one.actions(),
            stories,
            one.pictures(),
            one.replayables());
    browser().load(page("many.html", new HtmlReport(many).text()), "#M-59/100");
    assertEquals("100 of 100: step 99 Step(100)", position());
    assertEquals(60, browser().all("#story option").size());
    browser().press("viewer", Keys.HOME);
    assertEquals("#M-59/0", browser().hash());
    assertEquals(List.of(), browser().console());
  }
}
