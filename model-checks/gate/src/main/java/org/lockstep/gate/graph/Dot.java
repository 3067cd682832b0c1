package org.lockstep.gate.graph;

import java.util.Arrays;
import org.lockstep.kit.model.StateGraph;

/** A state graph in the language of Graphviz. */
public final class Dot {
  private Dot() {}

  public static String of(StateGraph graph, String name) {
    StringBuilder text = new StringBuilder("digraph " + quoted(name) + " {\n  node [shape=box];\n");
    for (int node = 0; node < graph.nodeCount(); node++) {
      int id = node;
      boolean initial = Arrays.stream(graph.initial()).anyMatch(start -> start == id);
      text.append("  ")
          .append(node)
          .append(" [label=")
          .append(quoted(graph.state(node).toString().replace(" /\\ ", "\n/\\ ")))
          .append(initial ? ", style=bold];\n" : "];\n");
    }
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      text.append("  ")
          .append(graph.source(edge))
          .append(" -> ")
          .append(graph.target(edge))
          .append(" [label=")
          .append(quoted(graph.label(edge).toString()))
          .append("];\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    // \l ends a line that stands to the left.
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\l") + '"';
  }
}
