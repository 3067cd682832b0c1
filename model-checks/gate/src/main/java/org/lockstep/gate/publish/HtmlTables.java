package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.publish.Html.Cell;
import org.lockstep.gate.report.ClaimRow;
import org.lockstep.gate.report.Environment;
import org.lockstep.gate.report.Evidence;
import org.lockstep.gate.report.Failure;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.Location;
import org.lockstep.gate.report.ModelRow;
import org.lockstep.gate.report.OpinionRow;
import org.lockstep.gate.report.ReplayRow;
import org.lockstep.gate.report.Report;

/** The tables of the page; each figure says where it stands in report.json. */
final class HtmlTables {
  private final Evidence evidence;
  private final Report report;
  private final Html html;

  HtmlTables(Evidence evidence, Html html) {
    this.evidence = evidence;
    this.report = evidence.report();
    this.html = html;
  }

  /** The sections that this evidence has: id and title. */
  static List<List<String>> sections(Evidence evidence) {
    List<List<String>> sections = new ArrayList<>();
    if (!evidence.failures().isEmpty()) {
      sections.add(List.of("failures", "Failures"));
    }
    if (!evidence.claims().isEmpty()) {
      sections.add(List.of("claims", "Claims"));
    }
    sections.add(List.of("models", "Models"));
    if (!evidence.report().opinions().isEmpty()) {
      sections.add(List.of("opinions", "Second opinion"));
    }
    sections.add(List.of("replay", "Replay"));
    sections.add(List.of("coverage", "Coverage by action"));
    if (!evidence.report().validation().isEmpty()) {
      sections.add(List.of("recorded", "Free threads"));
    }
    sections.add(List.of("faults", "Planted faults"));
    if (!evidence.report().faults().stream().allMatch(FaultRow::isPlanted)) {
      sections.add(List.of("kills", "Kill matrix"));
    }
    if (!evidence.report().detectors().isEmpty()) {
      sections.add(List.of("detectors", "Detectors"));
    }
    sections.add(List.of("counterexamples", "Counterexamples"));
    if (!evidence.pictures().isEmpty()) {
      sections.add(List.of("graphs", "State graphs"));
    }
    sections.add(List.of("bounds", "Bounds"));
    sections.add(List.of("skips", "Left out"));
    sections.add(List.of("environment", "Environment"));
    return sections;
  }

  void results() {
    failures();
    claims();
    models();
    opinions();
    replay();
    coverage();
  }

  void background() {
    bounds();
    skips();
    environment();
  }

  private void failures() {
    if (evidence.failures().isEmpty()) {
      return;
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Failure failure : evidence.failures()) {
      rows.add(
          List.of(
              Cell.of(failure.where()),
              new Cell(failure.message(), "bad", ""),
              Cell.of(failure.rule().meaning()),
              new Cell(place(failure.location()), "mono", "")));
    }
    html.leaf("h2", "Failures", "id", "failures");
    html.table(
        rows.size() + " in all, in the order in which they were found",
        List.of("Check", "What was found", "Broken promise", "Place"),
        rows);
  }

  private static String place(@Nullable Location place) {
    return place == null ? "" : place.file() + (place.line() > 0 ? ":" + place.line() : "");
  }

  private void claims() {
    if (evidence.claims().isEmpty()) {
      return;
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (ClaimRow row : evidence.claims()) {
      String models = String.join(", ", row.models());
      rows.add(
          List.of(
              Cell.of(row.module()),
              Cell.of(row.claim()),
              new Cell(row.property(), "mono", ""),
              Cell.of(models.isEmpty() ? "not checked in this run" : models),
              Cell.of(row.faults())));
    }
    html.leaf("h2", "Claims", "id", "claims");
    html.table(
        "What the properties say, within the bounds of the models named, and what was planted"
            + " against each",
        List.of("Module", "Claim", "Property", "Holds in", "Violated by"),
        rows);
  }

  private void opinions() {
    if (report.opinions().isEmpty()) {
      return;
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < report.opinions().size(); i++) {
      OpinionRow row = report.opinions().get(i);
      String at = "/opinions/" + i + "/";
      rows.add(
          List.of(
              Cell.of(row.module() + " " + row.model()),
              Cell.figure(row.states(), at + "states"),
              Cell.figure(row.transitions(), at + "transitions"),
              Cell.of(row.transitionsAgree() == null ? "not compared" : "state by state"),
              Cell.figure(row.properties(), at + "properties"),
              Cell.of(row.verdict()),
              Cell.verdict(row.agrees(), "TLC says the same", "TLC says OTHERWISE")));
    }
    html.leaf("h2", "Second opinion", "id", "opinions");
    html.table(
        "Our own search and fairness check, without TLC's fingerprints and liveness check",
        List.of(
            "Model", "States", "Transitions", "Graph", "Temporal properties", "Found", "Verdict"),
        rows);
  }

  private void models() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < report.models().size(); i++) {
      ModelRow row = report.models().get(i);
      String at = "/models/" + i + "/";
      String outcome = row.outcome() + (row.violated() == null ? "" : " of " + row.violated());
      rows.add(
          List.of(
              Cell.of(row.module() + " " + row.model()),
              Cell.of(row.expected()),
              Cell.of(outcome),
              Cell.of(row.judge()),
              Cell.figure(row.generated(), at + "generated"),
              Cell.figure(row.distinct(), at + "distinct"),
              Cell.figure(row.depth(), at + "depth"),
              Cell.figure(row.seconds(), at + "seconds"),
              Cell.verdict(row.asExpected(), "as promised", "NOT as promised")));
    }
    html.leaf("h2", "Models", "id", "models");
    html.table(
        "What was found, beside what the manifest promises; a witness is promised to be violated",
        List.of(
            "Model",
            "Promised",
            "Found",
            "By",
            "States",
            "Distinct",
            "Depth",
            "Seconds",
            "Verdict"),
        rows);
  }

  private void replay() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < report.replay().size(); i++) {
      ReplayRow row = report.replay().get(i);
      String at = "/replay/" + i + "/";
      rows.add(
          List.of(
              Cell.of(row.module() + " " + row.model()),
              Cell.of(HtmlFaults.language(row.engine())),
              Cell.figure(row.transitions(), at + "transitions"),
              Cell.figure(row.transitionsReplayed(), at + "transitionsReplayed"),
              Cell.figure(row.paths(), at + "paths"),
              Cell.figure(row.steps(), at + "steps"),
              Cell.figure(row.statesCompared(), at + "statesCompared"),
              Cell.figure(row.enablednessChecks(), at + "enablednessChecks"),
              Cell.figure(row.stepsPerSecond(), at + "stepsPerSecond"),
              Cell.verdict(row.complete(), "every transition", "NOT complete")));
    }
    html.leaf("h2", "Replay", "id", "replay");
    html.table(
        "Each engine along every transition of the model's graph, compared after every step",
        List.of(
            "Model",
            "Engine",
            "Transitions",
            "Replayed",
            "Paths",
            "Steps",
            "States compared",
            "Enabled sets compared",
            "Steps/s",
            "Verdict"),
        rows);
  }

  private void coverage() {
    List<String> engines = report.replay().stream().map(ReplayRow::engine).distinct().toList();
    List<String> head = new ArrayList<>(List.of("Action", "Transitions"));
    engines.forEach(engine -> head.add("Replayed on " + HtmlFaults.language(engine)));
    List<List<Cell>> rows = new ArrayList<>();
    evidence
        .actions()
        .forEach(
            row -> {
              List<Cell> cells = new ArrayList<>();
              cells.add(Cell.of(row.module() + " " + row.action()));
              cells.add(Cell.figure(row.transitions(), ""));
              for (String engine : engines) {
                long replayed = row.replayed().getOrDefault(engine, 0L);
                Cell figure = Cell.figure(replayed, "");
                cells.add(
                    replayed == row.transitions()
                        ? figure
                        : new Cell(figure.text() + " NOT all", "number bad", ""));
              }
              rows.add(cells);
            });
    html.leaf("h2", "Coverage by action", "id", "coverage");
    html.table("Transitions of all replayed models of a module, by action", head, rows);
  }

  private void bounds() {
    List<List<Cell>> rows = new ArrayList<>();
    report
        .bounds()
        .forEach(
            (model, constants) ->
                rows.add(
                    List.of(
                        Cell.of(model),
                        Cell.of(
                            constants.entrySet().stream()
                                .map(bound -> bound.getKey() + ": " + bound.getValue())
                                .collect(Collectors.joining("; "))))));
    html.leaf("h2", "Bounds", "id", "bounds");
    html.leaf("p", "Nothing is claimed beyond these.");
    html.table("The replayed models", List.of("Model", "Bounds"), rows);
  }

  private void skips() {
    html.leaf("h2", "Left out", "id", "skips");
    if (evidence.skips().isEmpty()) {
      html.leaf("p", "This run left nothing out.");
      return;
    }
    html.table(
        evidence.skips().size() + " checks that this run did not carry out",
        List.of("Check", "Reason"),
        evidence.skips().stream()
            .map(
                skip ->
                    List.of(
                        Cell.of(skip.module() + " " + skip.kind() + ": " + skip.name()),
                        Cell.of(skip.reason())))
            .toList());
  }

  private void environment() {
    Environment environment = report.environment();
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Java", environment.java());
    all.put("System", environment.os() + ", " + environment.cores() + " cores");
    all.put("TLC jar", environment.tlcJar());
    environment
        .engines()
        .forEach((name, there) -> all.put("Engine " + HtmlFaults.language(name), there));
    report.seconds().forEach((phase, time) -> all.put("Seconds for " + phase, time.toString()));
    all.put("Date", environment.date());
    html.leaf("h2", "Environment", "id", "environment");
    html.table(
        "What the figures were taken on",
        List.of("What", "Value"),
        all.entrySet().stream()
            .map(entry -> List.of(Cell.of(entry.getKey()), Cell.of(entry.getValue())))
            .toList());
  }
}
