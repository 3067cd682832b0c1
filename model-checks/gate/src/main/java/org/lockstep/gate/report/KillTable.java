package org.lockstep.gate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The kill matrix: for each module and place, which kind of check noticed how many mutants. */
final class KillTable {
  private KillTable() {}

  static TextTable of(List<FaultRow> faults) {
    List<FaultRow> mutants = faults.stream().filter(FaultRow::generated).toList();
    Set<String> kinds = new TreeSet<>();
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (FaultRow row : mutants) {
      String place = row.module() + " " + row.where();
      Map<String, Integer> line = counts.computeIfAbsent(place, p -> new LinkedHashMap<>());
      line.merge("generated", 1, Integer::sum);
      if (row.caught()) {
        kinds.add(kind(row));
        line.merge(kind(row), 1, Integer::sum);
      }
      line.merge(
          row.caught() ? "killed" : row.reason() == null ? "alive" : "excused", 1, Integer::sum);
      seconds.merge(place, row.seconds(), Double::sum);
    }
    TextTable table = new TextTable(head(kinds));
    counts.forEach(
        (place, line) -> table.row(cells(place, line, kinds, seconds.getOrDefault(place, 0.0))));
    return table;
  }

  /** What stands before the colon: the kind of check. */
  private static String kind(FaultRow row) {
    String by = Objects.requireNonNullElse(row.by(), "?");
    int colon = by.indexOf(':');
    return colon < 0 ? "other" : by.substring(0, colon);
  }

  private static String[] head(Set<String> kinds) {
    List<String> head = new ArrayList<>(List.of("kill matrix", "mutants", "killed"));
    kinds.forEach(kind -> head.add("by " + kind));
    head.addAll(List.of("alive with a reason", "alive without", "time"));
    return head.toArray(String[]::new);
  }

  private static Object[] cells(
      String place, Map<String, Integer> line, Set<String> kinds, double seconds) {
    List<Object> cells =
        new ArrayList<>(List.of(place, count(line, "generated"), count(line, "killed")));
    kinds.forEach(kind -> cells.add(count(line, kind)));
    cells.add(count(line, "excused"));
    cells.add(count(line, "alive"));
    cells.add(String.format(Locale.ROOT, "%.0f s", seconds));
    return cells.toArray();
  }

  private static int count(Map<String, Integer> line, String key) {
    return line.getOrDefault(key, 0);
  }
}
