package org.lockstep.gate.report;

import java.util.List;
import java.util.Locale;

/** What free threads did, recorded and judged. */
final class ValidationTable {
  private ValidationTable() {}

  /** With the speeds of this machine, for the terminal. */
  static TextTable of(List<ValidationRow> rows) {
    TextTable table =
        new TextTable(
            "free threads of",
            "engine",
            "events",
            "overlapping",
            "rounds",
            "legal",
            "search",
            "events/s",
            "TLC's",
            "cost of recording",
            "with no work");
    for (ValidationRow row : rows) {
      table.row(
          row.module(),
          row.engine(),
          row.events(),
          row.overlapping(),
          row.rounds(),
          legal(row),
          String.format(Locale.ROOT, "%.1f s", row.seconds()),
          row.eventsPerSecond(),
          row.referencePerSecond(),
          percent(row.overheadPercent()),
          percent(row.bareOverheadPercent()));
    }
    return table;
  }

  /** With ratios in place of speeds, which tell more of a machine than of the search. */
  static TextTable compared(List<ValidationRow> rows) {
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
            "times TLC's rate",
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
          legal(row),
          String.format(Locale.ROOT, "%.1f s", row.seconds()),
          row.referencePerSecond() == 0 ? "-" : row.eventsPerSecond() / row.referencePerSecond(),
          percent(row.overheadPercent()),
          percent(row.bareOverheadPercent()));
    }
    return table;
  }

  private static String legal(ValidationRow row) {
    return row.legal() ? "yes" : "NO";
  }

  private static String percent(double percent) {
    return String.format(Locale.ROOT, "%.0f %%", percent);
  }
}
