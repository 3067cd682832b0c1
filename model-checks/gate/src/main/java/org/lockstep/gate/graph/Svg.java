package org.lockstep.gate.graph;

import java.util.Locale;
import org.lockstep.kit.model.StateGraph;

/** A drawing of a state graph; a pointer over a node or an edge shows its state or its action. */
public final class Svg {
  private static final int COLUMN = 110;
  private static final int ROW = 80;
  private static final int MARGIN = 60;
  private static final int RADIUS = 14;

  private final StateGraph graph;
  private final Layers layers;
  private final StringBuilder text = new StringBuilder();

  private Svg(StateGraph graph) {
    this.graph = graph;
    this.layers = new Layers(graph);
  }

  public static String of(StateGraph graph, String name) {
    return new Svg(graph).draw(name);
  }

  private String draw(String name) {
    int width = layers.width() * COLUMN + 2 * MARGIN;
    int height = layers.rows.size() * ROW + 2 * MARGIN;
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'",
        width, height, width, height);
    add(" font-family='sans-serif' font-size='9'>\n<title>%s</title>\n", escaped(name));
    add(
        "<defs><marker id='tip' viewBox='0 0 6 6' refX='6' refY='3' markerWidth='7'"
            + " markerHeight='7' orient='auto'>");
    add(
        "<path d='M0 0 6 3 0 6z' fill='#555'/></marker></defs>\n"
            + "<rect width='100%%' height='100%%' fill='white'/>\n");
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      edge(edge);
    }
    for (int node = 0; node < graph.nodeCount(); node++) {
      node(node);
    }
    return text.append("</svg>\n").toString();
  }

  private double x(int node) {
    return MARGIN + (layers.position[node] + layers.width() / 2.0) * COLUMN;
  }

  private double y(int node) {
    return MARGIN + layers.row[node] * (double) ROW;
  }

  private void node(int node) {
    String state = escaped(graph.state(node).toString().replace(" /\\ ", "\n/\\ "));
    boolean initial = layers.row[node] == 0;
    add("<g><title>%s</title>", state);
    add(
        "<circle cx='%.1f' cy='%.1f' r='%d' fill='%s' stroke='#333'/>",
        x(node), y(node), RADIUS, initial ? "#cde" : "#fff");
    add(
        "<text x='%.1f' y='%.1f' text-anchor='middle' dy='3'>%d</text></g>\n",
        x(node), y(node), node);
  }

  private void edge(int edge) {
    int from = graph.source(edge);
    int to = graph.target(edge);
    String label = escaped(graph.label(edge).toString());
    double dx = x(to) - x(from);
    double dy = y(to) - y(from);
    double length = Math.hypot(dx, dy);
    if (from == to) {
      add(
          "<path d='M%.1f %.1fc24 -22 24 22 0 6' fill='none' stroke='#888'"
              + " marker-end='url(#tip)'><title>%s</title></path>\n",
          x(from) + RADIUS, y(from) - 3, label);
      return;
    }
    // Bent to one side: two edges between the same states, there and back, stay apart.
    double bend = Math.min(30, length / 8);
    double midX = (x(from) + x(to)) / 2 - dy / length * bend;
    double midY = (y(from) + y(to)) / 2 + dx / length * bend;
    double tipX = x(to) - (x(to) - midX) / Math.hypot(x(to) - midX, y(to) - midY) * RADIUS;
    double tipY = y(to) - (y(to) - midY) / Math.hypot(x(to) - midX, y(to) - midY) * RADIUS;
    add(
        "<path d='M%.1f %.1fQ%.1f %.1f %.1f %.1f' fill='none' stroke='#888'"
            + " marker-end='url(#tip)'><title>%s</title></path>\n",
        x(from), y(from), midX, midY, tipX, tipY, label);
    add("<text x='%.1f' y='%.1f' text-anchor='middle' fill='#246'>%s</text>\n", midX, midY, label);
  }

  private void add(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&apos;");
  }
}
