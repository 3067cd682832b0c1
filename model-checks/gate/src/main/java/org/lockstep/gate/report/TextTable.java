package org.lockstep.gate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in columns; numbers stand to the right. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... head) {
    rows.add(List.of(head));
  }

  public void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Number number ? grouped(number.longValue()) : String.valueOf(cell));
    }
    rows.add(row);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String gap = " ".repeat(width(i) - row.get(i).length());
        line.append(i == 0 ? "" : "  ").append(isNumeric(i) ? gap + row.get(i) : row.get(i) + gap);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The same rows as Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      List<String> cells = rows.get(i).stream().map(TextTable::inline).toList();
      text.append("| ").append(String.join(" | ", cells)).append(" |\n");
      if (i == 0) {
        for (int column = 0; column < rows.get(0).size(); column++) {
          text.append(isNumeric(column) ? "|---:" : "|---");
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  /** Text that neither ends its cell nor is taken for markup. */
  private static String inline(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s*\\R\\s*", " ");
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private boolean isNumeric(int column) {
    return rows.size() > 1
        && rows.stream().skip(1).allMatch(row -> row.get(column).matches("[-0-9.,]+( s)?"));
  }
}
