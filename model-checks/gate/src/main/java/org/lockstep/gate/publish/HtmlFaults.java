package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lockstep.gate.publish.Html.Cell;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.Report;

/** The tables of deliberate faults: those planted by hand, and the kill matrix of the others. */
final class HtmlFaults {
  private final Report report;
  private final Html html;

  HtmlFaults(Report report, Html html) {
    this.report = report;
    this.html = html;
  }

  void tables() {
    faults();
    kills();
  }

  private void faults() {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < report.faults().size(); i++) {
      FaultRow row = report.faults().get(i);
      if (!row.isPlanted()) {
        continue;
      }
      String at = "/faults/" + i + "/";
      boolean driven = row.runs() > 0;
      rows.add(
          List.of(
              Cell.of(row.module() + " " + row.fault()),
              Cell.of(language(row.where())),
              Cell.verdict(row.caught(), "caught", "NOT caught"),
              Cell.of(row.by() == null ? "" : row.by()),
              Cell.of(row.step() == null ? "" : row.step()),
              driven ? Cell.figure(row.runs(), at + "runs") : new Cell("", "number", ""),
              driven ? Cell.figure(row.harmed(), at + "harmed") : new Cell("", "number", "")));
    }
    html.leaf("h2", "Planted faults", "id", "faults");
    html.table(
        "In the model: the violated property and the last step. On an engine: the harm that the"
            + " counterexample did, how often, and the step that the sound engine refuses",
        List.of("Fault", "In", "Verdict", "Property or harm", "Step", "Runs", "Harmed"),
        rows);
  }

  private void kills() {
    List<FaultRow> generated = report.faults().stream().filter(row -> !row.isPlanted()).toList();
    if (generated.isEmpty()) {
      return;
    }
    Map<String, List<FaultRow>> places = new LinkedHashMap<>();
    generated.forEach(
        row ->
            places
                .computeIfAbsent(
                    row.module() + ", " + language(row.where()), name -> new ArrayList<>())
                .add(row));
    List<List<Cell>> rows = new ArrayList<>();
    places.forEach(
        (place, mine) -> {
          long killed = mine.stream().filter(FaultRow::caught).count();
          Map<String, Long> by =
              mine.stream()
                  .filter(FaultRow::caught)
                  .collect(
                      Collectors.groupingBy(
                          row -> String.valueOf(row.by()), TreeMap::new, Collectors.counting()));
          rows.add(
              List.of(
                  Cell.of(place),
                  Cell.figure(mine.size(), ""),
                  Cell.figure(killed, ""),
                  Cell.figure(mine.size() - killed, ""),
                  Cell.of(
                      by.entrySet().stream()
                          .map(entry -> entry.getKey() + " " + entry.getValue())
                          .collect(Collectors.joining(", ")))));
        });
    html.leaf("h2", "Kill matrix", "id", "kills");
    html.table(
        "Generated faults, by the place that was changed",
        List.of("Place", "Generated", "Killed", "Survive", "Killed by"),
        rows);
    html.open("details").leaf("summary", "Every generated fault");
    html.table(
        "In the order in which they were tried",
        List.of("Fault", "In", "Verdict", "By", "Step"),
        generated.stream()
            .map(
                row ->
                    List.of(
                        Cell.of(row.module() + " " + row.fault()),
                        Cell.of(language(row.where())),
                        Cell.verdict(row.caught(), "killed", "survives"),
                        Cell.of(row.by() == null ? "" : row.by()),
                        Cell.of(row.step() == null ? "" : row.step())))
            .toList());
    html.close();
  }

  static String language(String place) {
    return switch (place) {
      case "java" -> "Java";
      case "native" -> "C++";
      default -> place;
    };
  }
}
