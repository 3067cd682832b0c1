package org.lockstep.gate.publish;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.gate.publish.Html.Cell;
import org.lockstep.gate.report.DetectorRow;
import org.lockstep.gate.report.DetectorTable;

/** The table of planted faults and of the tools that see them. */
final class HtmlDetectors {
  private final List<DetectorRow> detectors;
  private final Html html;

  HtmlDetectors(List<DetectorRow> detectors, Html html) {
    this.detectors = detectors;
    this.html = html;
  }

  void table() {
    if (detectors.isEmpty()) {
      return;
    }
    List<String> head = new ArrayList<>(List.of("Fault"));
    head.addAll(DetectorRow.DETECTORS);
    List<List<Cell>> rows = new ArrayList<>();
    for (DetectorRow row : detectors) {
      List<Cell> cells = new ArrayList<>(List.of(Cell.of(row.module() + " " + row.fault())));
      for (String name : DetectorRow.DETECTORS) {
        String how = row.how().getOrDefault(name, "");
        String cell = DetectorTable.cell(row, name);
        cells.add(Cell.of(how.isEmpty() || cell.isEmpty() ? cell : cell + ": " + how));
      }
      rows.add(cells);
    }
    List<Cell> sums = new ArrayList<>(List.of(Cell.of("of " + detectors.size() + " in all")));
    DetectorRow.DETECTORS.forEach(name -> sums.add(Cell.of(DetectorTable.sum(detectors, name))));
    rows.add(sums);
    html.leaf("h2", "Detectors", "id", "detectors");
    html.table(
        "Which tools see each planted fault; an empty cell: not run on it in or before this run",
        head,
        rows);
  }
}
