package org.lockstep.kit.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Growing arrays behind {@link StateGraph.Builder}; {@link #build()} sorts the edges by source,
 * stably.
 */
final class GraphBuffers {
  private static final int FEW = 16;

  private final Map<Long, Integer> nodes = new HashMap<>();
  private final List<State> states = new ArrayList<>();
  private final Set<Integer> initial = new LinkedHashSet<>();
  private final Map<Label, Integer> labelIds = new HashMap<>();
  private final List<Label> labels = new ArrayList<>();
  private int[] sources = new int[1024];
  private int[] targets = new int[1024];
  private int[] edgeLabels = new int[1024];
  private int edges;

  int node(long fingerprint, Supplier<State> state) {
    Integer known = nodes.get(fingerprint);
    if (known != null) {
      return known;
    }
    int node = states.size();
    states.add(state.get());
    nodes.put(fingerprint, node);
    return node;
  }

  void initial(int node) {
    requireNode(node);
    initial.add(node);
  }

  void edge(int source, int target, Label label) {
    requireNode(source);
    requireNode(target);
    if (edges == sources.length) {
      sources = Arrays.copyOf(sources, edges * 2);
      targets = Arrays.copyOf(targets, edges * 2);
      edgeLabels = Arrays.copyOf(edgeLabels, edges * 2);
    }
    Integer id = labelIds.get(label);
    if (id == null) {
      id = labels.size();
      labels.add(label);
      labelIds.put(label, id);
    }
    sources[edges] = source;
    targets[edges] = target;
    edgeLabels[edges] = id;
    edges++;
  }

  StateGraph build() {
    int nodeCount = states.size();
    int[] rows = new int[nodeCount + 1];
    for (int i = 0; i < edges; i++) {
      rows[sources[i] + 1]++;
    }
    for (int node = 0; node < nodeCount; node++) {
      rows[node + 1] += rows[node];
    }
    int[] next = Arrays.copyOf(rows, nodeCount);
    int[] sorted = new int[edges];
    for (int i = 0; i < edges; i++) {
      sorted[next[sources[i]]++] = i;
    }
    int[] compactRows = new int[nodeCount + 1];
    int kept = 0;
    for (int node = 0; node < nodeCount; node++) {
      kept = keepDistinct(sorted, rows[node], rows[node + 1], kept);
      compactRows[node + 1] = kept;
    }
    return new StateGraph(
        states.toArray(new State[0]),
        initial.stream().mapToInt(Integer::intValue).toArray(),
        compactRows,
        pick(sources, sorted, kept),
        pick(targets, sorted, kept),
        pick(edgeLabels, sorted, kept),
        labels);
  }

  /**
   * Moves the first of each (target, label) in {@code sorted[from, to)} down to {@code kept};
   * returns the new end.
   */
  private int keepDistinct(int[] sorted, int from, int to, int kept) {
    int start = kept;
    Set<Long> seen = to - from > FEW ? new HashSet<>() : Set.of();
    for (int i = from; i < to; i++) {
      int edge = sorted[i];
      boolean isNew =
          to - from > FEW
              ? seen.add(((long) targets[edge] << 32) | edgeLabels[edge])
              : isNew(sorted, start, kept, edge);
      if (isNew) {
        sorted[kept++] = edge;
      }
    }
    return kept;
  }

  private boolean isNew(int[] sorted, int from, int to, int edge) {
    for (int i = from; i < to; i++) {
      if (targets[sorted[i]] == targets[edge] && edgeLabels[sorted[i]] == edgeLabels[edge]) {
        return false;
      }
    }
    return true;
  }

  private static int[] pick(int[] values, int[] order, int count) {
    int[] picked = new int[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[order[i]];
    }
    return picked;
  }

  private void requireNode(int node) {
    if (node < 0 || node >= states.size()) {
      throw new IllegalArgumentException(
          "no node "
              + node
              + ": the graph has "
              + states.size()
              + " nodes so far; call node(..) first");
    }
  }
}
