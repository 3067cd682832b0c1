package org.lockstep.gate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which tools see which planted fault, and how many each of them sees. */
public final class DetectorTable {
  private static final Map<String, String> CELLS =
      Map.of(
          DetectorRow.SEEN, "seen",
          DetectorRow.UNSEEN, "not",
          DetectorRow.NOT_RUN, "");

  private DetectorTable() {}

  static TextTable of(List<DetectorRow> rows) {
    List<String> head = new ArrayList<>(List.of("planted fault"));
    head.addAll(DetectorRow.DETECTORS);
    TextTable table = new TextTable(head.toArray(String[]::new));
    for (DetectorRow row : rows) {
      List<Object> cells = new ArrayList<>(List.of(row.module() + " " + row.fault()));
      DetectorRow.DETECTORS.forEach(name -> cells.add(cell(row, name)));
      table.row(cells.toArray());
    }
    if (!rows.isEmpty()) {
      List<Object> cells = new ArrayList<>(List.of("of " + rows.size() + " in all"));
      DetectorRow.DETECTORS.forEach(name -> cells.add(sum(rows, name)));
      table.row(cells.toArray());
    }
    return table;
  }

  /** Whether a detector saw the fault, in a word; nothing if it was not run on it. */
  public static String cell(DetectorRow row, String detector) {
    return CELLS.getOrDefault(row.by().getOrDefault(detector, DetectorRow.NOT_RUN), "");
  }

  /** How many a detector saw, and of how many. */
  public static String sum(List<DetectorRow> rows, String detector) {
    long run = count(rows, detector, DetectorRow.SEEN) + count(rows, detector, DetectorRow.UNSEEN);
    return run == 0 ? "not run" : count(rows, detector, DetectorRow.SEEN) + " of " + run;
  }

  private static long count(List<DetectorRow> rows, String detector, String what) {
    return rows.stream().filter(row -> what.equals(row.by().get(detector))).count();
  }

  /** Whether each detector was run on something: what a page may tell of. */
  static boolean isWhole(List<DetectorRow> rows) {
    return !rows.isEmpty()
        && DetectorRow.DETECTORS.stream().noneMatch(name -> sum(rows, name).equals("not run"));
  }
}
