package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Trace;

/**
 * A divergence as text: the steps with a column for each thread, then model and system side by
 * side.
 */
public final class DivergenceTable {
  private DivergenceTable() {}

  public static String render(Divergence divergence, Alphabet alphabet) {
    StringBuilder text = new StringBuilder();
    text.append(divergence.kind()).append(" at ").append(divergence.message()).append('\n');
    text.append(
            divergence.shortest()
                ? "A shortest behaviour that shows it:"
                : "The behaviour that showed it:")
        .append("\n\n");
    text.append(steps(divergence.trace(), alphabet, divergence.step())).append('\n');
    text.append(sideBySide(divergence.expected(), divergence.actual()));
    return text.toString();
  }

  /**
   * One row for each step; the environment has a column of its own; {@code marked} is the step to
   * mark, -1 for none.
   */
  public static String steps(Trace trace, Alphabet alphabet, int marked) {
    List<String> columns = new ArrayList<>(alphabet.threads(trace.labels()));
    boolean environment = trace.labels().stream().anyMatch(label -> alphabet.thread(label) == null);
    if (environment) {
      columns.add("environment");
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("step"));
    head.addAll(columns);
    rows.add(head);
    for (int i = 0; i < trace.labels().size(); i++) {
      Label label = trace.labels().get(i);
      String thread = alphabet.thread(label);
      List<String> row = new ArrayList<>(List.of((i == marked ? "! " : "") + i));
      for (String column : columns) {
        row.add(column.equals(thread == null ? "environment" : thread) ? cell(label, thread) : "");
      }
      rows.add(row);
    }
    return table(rows);
  }

  private static String cell(Label label, @Nullable String thread) {
    return thread == null
        ? label.toString()
        : new Label(label.action(), label.args().subList(1, label.args().size())).toString();
  }

  /** Two views, component by component; those that differ are marked with an exclamation mark. */
  public static String sideBySide(@Nullable Object model, @Nullable Object system) {
    Map<String, @Nullable Object> left = Views.parts(model);
    Map<String, @Nullable Object> right = Views.parts(system);
    List<String> differing = Views.differing(model, system);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "component", "model", "system"));
    TreeSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    for (String name : names) {
      rows.add(
          List.of(differing.contains(name) ? "!" : "", name, part(left, name), part(right, name)));
    }
    return table(rows);
  }

  private static String part(Map<String, @Nullable Object> parts, String name) {
    return parts.containsKey(name) ? String.valueOf(parts.get(name)) : "-";
  }

  private static String table(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? "" : " | ")
            .append(row.get(i))
            .append(" ".repeat(widths[i] - row.get(i).length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
