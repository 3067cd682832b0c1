package org.lockstep.gate.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Writes HTML; whatever is given as text stays text. */
final class Html {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * A cell of a table.
   *
   * @param style a class of the style sheet, or empty
   * @param pointer where the figure stands in report.json (RFC 6901), or empty
   */
  record Cell(String text, String style, String pointer) {
    static Cell of(String text) {
      return new Cell(text, "", "");
    }

    static Cell figure(Number number, String pointer) {
      boolean whole = number instanceof Integer || number instanceof Long;
      String text =
          whole
              ? String.format(Locale.ROOT, "%,d", number.longValue())
              : String.format(Locale.ROOT, "%.3f", number.doubleValue());
      return new Cell(text, "number", pointer);
    }

    static Cell verdict(boolean good, String yes, String no) {
      return good ? new Cell(yes, "good", "") : new Cell(no, "bad", "");
    }
  }

  /** Opens an element; attributes are names and values in turn. */
  Html open(String tag, String... attributes) {
    text.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      text.append(escaped(attributes[i + 1])).append('"');
    }
    text.append('>');
    open.push(tag);
    return this;
  }

  Html close() {
    text.append("</").append(open.pop()).append(">\n");
    return this;
  }

  Html text(String plain) {
    text.append(escaped(plain));
    return this;
  }

  /** An element with nothing but text in it. */
  Html leaf(String tag, String plain, String... attributes) {
    return open(tag, attributes).text(plain).close();
  }

  /** Markup that is known to be sound. */
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** A table whose rows begin with their heading. */
  Html table(String caption, List<String> head, List<List<Cell>> rows) {
    open("div", "class", "scroll").open("table").leaf("caption", caption);
    open("thead").open("tr");
    for (int i = 0; i < head.size(); i++) {
      int column = i;
      boolean numbers =
          !rows.isEmpty()
              && rows.stream().allMatch(row -> row.get(column).style().equals("number"));
      leaf("th", head.get(i), "scope", "col", "class", numbers ? "number" : "");
    }
    close().close().open("tbody");
    for (List<Cell> row : rows) {
      open("tr").leaf("th", row.get(0).text(), "scope", "row");
      for (Cell cell : row.subList(1, row.size())) {
        if (cell.pointer().isEmpty()) {
          leaf("td", cell.text(), "class", cell.style());
        } else {
          leaf("td", cell.text(), "class", cell.style(), "data-figure", cell.pointer());
        }
      }
      close();
    }
    return close().close().close();
  }

  /** The text, once every element is closed. */
  String done() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return text.toString();
  }

  static String escaped(String text) {
    return JunitXml.legal(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
