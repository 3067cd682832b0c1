package org.lockstep.gate.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.lockstep.kit.model.ShortestPaths;
import org.lockstep.kit.model.StateGraph;

/**
 * A place for each node: its row is its distance from the initial states, its position in the row
 * is near its neighbours.
 */
final class Layers {
  private static final int SWEEPS = 8;

  private final StateGraph graph;
  final List<List<Integer>> rows = new ArrayList<>();
  final double[] position;
  final int[] row;

  Layers(StateGraph graph) {
    this.graph = graph;
    this.position = new double[graph.nodeCount()];
    this.row = new int[graph.nodeCount()];
    ShortestPaths paths = new ShortestPaths(graph);
    for (int node : paths.order()) {
      row[node] = paths.to(node).length();
      while (rows.size() <= row[node]) {
        rows.add(new ArrayList<>());
      }
      rows.get(row[node]).add(node);
    }
    rows.forEach(this::place);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      sweep();
    }
  }

  int width() {
    return rows.stream().mapToInt(List::size).max().orElse(1);
  }

  /** Each node moves to the mean position of its neighbours in other rows. */
  private void sweep() {
    double[] sum = new double[position.length];
    int[] count = new int[position.length];
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      int source = graph.source(edge);
      int target = graph.target(edge);
      if (row[source] != row[target]) {
        sum[source] += position[target];
        sum[target] += position[source];
        count[source]++;
        count[target]++;
      }
    }
    double[] wanted = position.clone();
    Arrays.setAll(wanted, i -> count[i] == 0 ? position[i] : sum[i] / count[i]);
    for (List<Integer> nodes : rows) {
      nodes.sort(Comparator.comparingDouble(node -> wanted[node]));
      place(nodes);
    }
  }

  /** Spreads a row evenly around the middle, which is 0. */
  private void place(List<Integer> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      position[nodes.get(i)] = i - (nodes.size() - 1) / 2.0;
    }
  }
}
