package org.lockstep.kit.replay;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.StateGraph;

/**
 * What a replay looks up at each step, worked out once: moves, enabled steps as bits, demanded
 * views.
 */
final class GraphIndex<V> {
  private static final int[] NOWHERE = {};

  final StateGraph graph;
  final List<String> threads;
  private final SubjectFactory<V> factory;
  private final Move[] moves;
  private final Map<String, int[]> points = new HashMap<>();
  private final String[] pointNames;
  private final int words;
  private final long[] enabled;
  private final @Nullable Object[] views;

  GraphIndex(StateGraph graph, SubjectFactory<V> factory, Alphabet alphabet) {
    this.graph = graph;
    this.factory = factory;
    this.threads = alphabet.threads(graph.labels());
    this.moves = new Move[graph.labels().size()];
    int[] pointOfLabel = new int[moves.length];
    String[] names = new String[moves.length];
    int count = 0;
    for (int id = 0; id < moves.length; id++) {
      Move move = Move.of(graph.labels().get(id), alphabet, threads);
      moves[id] = move;
      pointOfLabel[id] = -1;
      if (move.kind == ActionKind.STEP) {
        int[] byThread = points.computeIfAbsent(move.label.action(), action -> nowhere());
        if (byThread[move.thread] < 0) {
          names[count] = move.label.action() + "(" + threads.get(move.thread) + ")";
          byThread[move.thread] = count++;
        }
        pointOfLabel[id] = byThread[move.thread];
      }
    }
    this.pointNames = Arrays.copyOf(names, count);
    this.words = (count + 63) >>> 6;
    this.enabled = new long[Math.multiplyExact(graph.nodeCount(), words)];
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      int point = pointOfLabel[graph.labelId(edge)];
      if (point >= 0) {
        enabled[graph.source(edge) * words + (point >>> 6)] |= 1L << point;
      }
    }
    this.views = new @Nullable Object[graph.nodeCount()];
    for (int node : graph.initial()) {
      Views.requireSomething(view(node), "project(" + graph.state(node) + ")");
    }
  }

  private int[] nowhere() {
    int[] byThread = new int[threads.size()];
    Arrays.fill(byThread, -1);
    return byThread;
  }

  Move move(int edge) {
    return moves[graph.labelId(edge)];
  }

  int pointId(int thread, String point) {
    int[] byThread = points.getOrDefault(point, NOWHERE);
    return byThread.length == 0 ? -1 : byThread[thread];
  }

  boolean knows(String point) {
    return points.containsKey(point);
  }

  int words() {
    return words;
  }

  long enabled(int node, int word) {
    return enabled[node * words + word];
  }

  /** The names behind a set of enabled steps, for messages. */
  Set<String> names(BitSet steps) {
    Set<String> result = new TreeSet<>();
    steps.stream().forEach(point -> result.add(pointNames[point]));
    return result;
  }

  BitSet enabled(int node) {
    return BitSet.valueOf(Arrays.copyOfRange(enabled, node * words, (node + 1) * words));
  }

  /** The labels of one kind that leave a node. */
  Set<Label> leaving(int node, ActionKind kind) {
    Set<Label> labels = new HashSet<>();
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      if (move(edge).kind == kind) {
        labels.add(graph.label(edge));
      }
    }
    return labels;
  }

  Object view(int node) {
    Object view = views[node];
    if (view == null) {
      view = factory.project(graph.state(node));
      if (view == null) {
        throw new Misuse(
            "project("
                + graph.state(node)
                + ") gave null: it must say what view this state demands");
      }
      views[node] = view;
    }
    return view;
  }
}
