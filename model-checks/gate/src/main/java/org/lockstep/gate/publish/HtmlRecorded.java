package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.gate.publish.Html.Cell;
import org.lockstep.gate.report.ValidationRow;

/** What free threads did, and whether the model allows it. */
final class HtmlRecorded {
  private final List<ValidationRow> runs;
  private final Html html;

  HtmlRecorded(List<ValidationRow> runs, Html html) {
    this.runs = runs;
    this.html = html;
  }

  void table() {
    if (runs.isEmpty()) {
      return;
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      ValidationRow row = runs.get(i);
      String at = "/validation/" + i + "/";
      rows.add(
          List.of(
              Cell.of(row.module() + " " + row.model()),
              Cell.of(HtmlFaults.language(row.engine())),
              Cell.of(String.valueOf(row.seed())),
              Cell.figure(row.rounds(), at + "rounds"),
              Cell.figure(row.events(), at + "events"),
              Cell.figure(row.overlapping(), at + "overlapping"),
              Cell.figure(row.seconds(), at + "seconds"),
              Cell.figure(row.eventsPerSecond(), at + "eventsPerSecond"),
              Cell.figure(row.referencePerSecond(), at + "referencePerSecond"),
              Cell.figure(row.overheadPercent(), at + "overheadPercent"),
              Cell.verdict(row.legal(), "legal", "NOT legal")));
    }
    html.leaf("h2", "Free threads, recorded", "id", "recorded");
    html.table(
        "Threads that nobody steers; for each round an order of all events was sought that the"
            + " model allows",
        List.of(
            "Model",
            "Engine",
            "Seed",
            "Rounds",
            "Events",
            "Overlapping",
            "Seconds of search",
            "Events/s",
            "TLC's events/s",
            "Cost of recording, %",
            "Verdict"),
        rows);
  }
}
