package org.lockstep.gate.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.lockstep.kit.tlc.Outcome;

/** A report as tables, for the terminal and for the front page. */
public final class Tables {
  private static final int HARM_WIDTH = 80;
  private static final int PAGE_WIDTH = 110;

  private final Report report;

  public Tables(Report report) {
    this.report = report;
  }

  /** Everything, for the terminal. */
  public String text() {
    StringJoiner text = new StringJoiner("\n");
    for (TextTable table :
        List.of(
            models(),
            opinions(),
            replay(),
            ValidationTable.of(report.validation()),
            freeFaults(),
            DetectorTable.of(report.detectors()),
            faults(HARM_WIDTH),
            KillTable.of(report.faults()))) {
      if (!table.isEmpty()) {
        text.add(table.text());
      }
    }
    report.bounds().forEach((model, constants) -> text.add(model + ": " + bounds(constants)));
    return text.toString();
  }

  private TextTable freeFaults() {
    TextTable table = new TextTable("planted fault, free", "engine", "seen by", "events", "how");
    for (FreeFaultRow row : report.freeFaults()) {
      table.row(
          row.module() + " " + row.fault(),
          row.engine(),
          row.seenBy(),
          row.events(),
          shortened(row.detail(), HARM_WIDTH));
    }
    return table;
  }

  /** The kill matrix of generated faults. */
  public static String kills(List<FaultRow> rows) {
    return KillTable.of(rows).text();
  }

  private static String bounds(Map<String, String> constants) {
    return constants.entrySet().stream()
        .map(bound -> bound.getKey() + " " + bound.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The part for the front page: a line for each module. */
  public String frontPage() {
    return "\n" + modules().markdown() + "\n" + report.sentence() + "\n\n";
  }

  /** What free threads did, as Markdown. */
  public String recorded() {
    return ValidationTable.of(report.validation()).markdown();
  }

  /** Which tools see which fault, as Markdown; empty unless all of them have run. */
  public Optional<String> detectors() {
    return DetectorTable.isWhole(report.detectors())
        ? Optional.of(DetectorTable.of(report.detectors()).markdown())
        : Optional.empty();
  }

  /** The whole of what the front page sums up: model by model, fault by fault. */
  public String results() {
    StringBuilder text = new StringBuilder();
    if (!report.replay().isEmpty()) {
      text.append(replayWithoutSpeed().markdown()).append('\n');
    }
    if (report.faults().stream().anyMatch(row -> !row.generated())) {
      text.append(faults(PAGE_WIDTH).markdown()).append('\n');
    }
    return text.append(report.sentence()).append('\n').toString();
  }

  private TextTable modules() {
    TextTable table =
        new TextTable(
            "module",
            "models that held",
            "of these replayed",
            "transitions",
            "each replayed on",
            "steps",
            "planted faults",
            "caught");
    for (String module : report.models().stream().map(ModelRow::module).distinct().toList()) {
      List<ModelRow> models =
          report.models().stream().filter(row -> row.module().equals(module)).toList();
      List<ReplayRow> replays =
          report.replay().stream().filter(row -> row.module().equals(module)).toList();
      Map<String, Boolean> caught = new LinkedHashMap<>();
      report.faults().stream()
          .filter(row -> row.module().equals(module) && !row.generated())
          .forEach(row -> caught.merge(row.fault(), row.caught(), Boolean::logicalAnd));
      List<String> engines =
          replays.stream()
              .map(row -> (row.complete() ? "" : "NOT ") + row.engine())
              .distinct()
              .toList();
      List<ReplayRow> once =
          replays.stream().filter(row -> row.engine().equals(replays.get(0).engine())).toList();
      table.row(
          module,
          models.stream().filter(row -> row.outcome().equals(Outcome.HELD.name())).count(),
          once.size(),
          once.stream().mapToLong(ReplayRow::transitions).sum(),
          engines.isEmpty() ? "-" : String.join(", ", engines),
          replays.stream().mapToLong(ReplayRow::steps).sum(),
          caught.size(),
          caught.values().stream().filter(all -> all).count());
    }
    return table;
  }

  /** Everything as Markdown, for the summary of a CI job. */
  public String summary() {
    StringJoiner text = new StringJoiner("\n");
    for (TextTable table : List.of(models(), replayWithoutSpeed(), faults(PAGE_WIDTH))) {
      if (!table.isEmpty()) {
        text.add("\n" + table.markdown());
      }
    }
    return text.toString();
  }

  private TextTable models() {
    TextTable table = new TextTable("model", "outcome", "states", "distinct", "depth", "time", "");
    for (ModelRow row : report.models()) {
      table.row(
          row.module() + " " + row.model(),
          outcome(row),
          row.generated(),
          row.distinct(),
          row.depth(),
          seconds(row.seconds()),
          row.asExpected() ? "as expected" : "NOT as expected");
    }
    return table;
  }

  private TextTable opinions() {
    TextTable table =
        new TextTable(
            "second opinion",
            "states",
            "TLC's too",
            "transitions",
            "TLC's too",
            "invariants",
            "properties",
            "verdict",
            "time");
    for (OpinionRow row : report.opinions()) {
      table.row(
          row.module() + " " + row.model(),
          row.states(),
          row.statesAgree() == null ? "-" : row.statesAgree(),
          row.transitions(),
          row.transitionsAgree() == null ? "-" : row.transitionsAgree(),
          row.invariants(),
          row.stepProperties() + row.properties(),
          row.verdict() + (row.agrees() ? "" : ", TLC DIFFERS"),
          seconds(row.seconds()));
    }
    return table;
  }

  private static String outcome(ModelRow row) {
    String outcome =
        row.violated() == null ? row.outcome() : row.outcome() + " of " + row.violated();
    return row.judge().equals(ModelRow.OWN) ? outcome + " (own check)" : outcome;
  }

  private TextTable replay() {
    TextTable table =
        new TextTable(
            "replayed model",
            "engine",
            "transitions",
            "replayed",
            "steps",
            "states compared",
            "enabled sets compared",
            "steps/s");
    for (ReplayRow row : report.replay()) {
      table.row(
          row.module() + " " + row.model(),
          row.engine(),
          row.transitions(),
          row.transitionsReplayed(),
          row.steps(),
          row.statesCompared(),
          row.enablednessChecks(),
          row.stepsPerSecond());
    }
    report.replay().stream()
        .map(ReplayRow::engine)
        .distinct()
        .forEach(
            engine ->
                total(
                    table,
                    report.replay().stream().filter(row -> row.engine().equals(engine)).toList()));
    return table;
  }

  private static void total(TextTable table, List<ReplayRow> rows) {
    if (rows.size() < 2) {
      return;
    }
    long steps = rows.stream().mapToLong(ReplayRow::steps).sum();
    double seconds = rows.stream().mapToDouble(ReplayRow::seconds).sum();
    table.row(
        "all of these",
        rows.get(0).engine(),
        rows.stream().mapToLong(ReplayRow::transitions).sum(),
        rows.stream().mapToLong(ReplayRow::transitionsReplayed).sum(),
        steps,
        rows.stream().mapToLong(ReplayRow::statesCompared).sum(),
        rows.stream().mapToLong(ReplayRow::enablednessChecks).sum(),
        Math.round(steps / seconds));
  }

  /** What is the same in every run: a page must not be stale because a machine was busy. */
  private TextTable replayWithoutSpeed() {
    TextTable table =
        new TextTable("replayed model", "bounds", "transitions", "each replayed on", "steps");
    Map<String, StringJoiner> engines = new LinkedHashMap<>();
    Map<String, ReplayRow> rows = new LinkedHashMap<>();
    for (ReplayRow row : report.replay()) {
      String model = row.module() + " " + row.model();
      engines
          .computeIfAbsent(model, name -> new StringJoiner(", "))
          .add(row.complete() ? row.engine() : "NOT " + row.engine());
      rows.putIfAbsent(model, row);
    }
    rows.forEach(
        (model, row) ->
            table.row(
                model,
                bounds(report.bounds().getOrDefault(model, Map.of())),
                row.transitions(),
                engines.getOrDefault(model, new StringJoiner("")),
                row.steps()));
    return table;
  }

  /** One line for each fault, with a column for each place that it was planted in. */
  private TextTable faults(int width) {
    TextTable table = new TextTable("planted fault", "caught in", "by", "harm", "refused at");
    Map<String, StringJoiner> places = new LinkedHashMap<>();
    Map<String, String> by = new LinkedHashMap<>();
    Map<String, String> harm = new LinkedHashMap<>();
    Map<String, String> refused = new LinkedHashMap<>();
    for (FaultRow row : report.faults().stream().filter(row -> !row.generated()).toList()) {
      String fault = row.module() + " " + row.fault();
      places.computeIfAbsent(fault, name -> new StringJoiner(", ")).add(place(row));
      if (row.where().equals("model")) {
        by.put(fault, String.valueOf(row.by()));
      } else if (row.by() != null) {
        harm.putIfAbsent(fault, shortened(row.by(), width));
      }
      if (!row.where().equals("model") && row.step() != null) {
        refused.putIfAbsent(fault, row.step());
      }
    }
    places.forEach(
        (fault, where) ->
            table.row(
                fault,
                where,
                by.getOrDefault(fault, "-"),
                harm.getOrDefault(fault, "-"),
                refused.getOrDefault(fault, "-")));
    return table;
  }

  private static String place(FaultRow row) {
    String times = row.runs() == 0 ? "" : " " + row.harmed() + "/" + row.runs();
    return row.caught() ? row.where() + times : "NOT in " + row.where() + times;
  }

  /** The whole text stands in the report. */
  private static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
