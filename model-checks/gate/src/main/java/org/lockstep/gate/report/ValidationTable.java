package org.lockstep.gate.report;

import java.util.List;
import java.util.Locale;

/** What free threads did, recorded and judged. */
final class ValidationTable {
  private ValidationTable() {}

  static TextTable of(List<ValidationRow> rows) {
    TextTable table =
        new TextTable(
            "free threads of",
            "engine",
            "seed",
            "rounds",
            "events",
            "overlapping",
            "legal",
            "search",
            "events/s",
            "times TLC's",
            "cost of recording",
            "with no work");
    for (ValidationRow row : rows) {
      table.row(
          row.module(),
          row.engine(),
          String.valueOf(row.seed()),
          row.rounds(),
          row.events(),
          row.overlapping(),
          row.legal() ? "yes" : "NO",
          String.format(Locale.ROOT, "%.1f s", row.seconds()),
          row.eventsPerSecond(),
          // A speed tells of a machine; how many times TLC's, in the same run, of the search.
          row.referencePerSecond() == 0 ? "-" : row.eventsPerSecond() / row.referencePerSecond(),
          percent(row.overheadPercent()),
          percent(row.bareOverheadPercent()));
    }
    return table;
  }

  private static String percent(double percent) {
    return String.format(Locale.ROOT, "%.0f %%", percent);
  }
}
