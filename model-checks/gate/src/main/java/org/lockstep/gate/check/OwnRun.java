package org.lockstep.gate.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.ActionCount;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.kit.tlc.Outcome;

/**
 * A model that our own search and fairness check judge in TLC's place: for temporal properties of
 * models so large that TLC's liveness check does not end. Where both run they agree, see {@link
 * SecondOpinion}.
 */
final class OwnRun {
  private OwnRun() {}

  static Run of(Target target, CheckRequest request) {
    long start = System.nanoTime();
    Opinion opinion = Opinion.on(request);
    StateGraph graph = opinion.graph();
    List<String> violated = opinion.violated();
    CheckResult result =
        new CheckResult(
            opinion.outcome(),
            exitCode(opinion.outcome()),
            violated.isEmpty() ? null : violated.get(0),
            (long) graph.edgeCount() + graph.initial().length,
            graph.nodeCount(),
            0,
            depth(graph),
            (System.nanoTime() - start) / 1e9,
            1,
            false,
            actions(graph),
            opinion.lasso(),
            List.of(),
            0,
            MeasuredOn.scan(request));
    return new Run(target, result, null);
  }

  private static int exitCode(Outcome outcome) {
    return switch (outcome) {
      case HELD -> 0;
      case DEADLOCK -> 11;
      case INVARIANT -> 12;
      default -> 13;
    };
  }

  private static Map<String, ActionCount> actions(StateGraph graph) {
    Map<String, ActionCount> actions = new TreeMap<>();
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      actions.merge(graph.label(edge).action(), new ActionCount(0, 1), ActionCount::plus);
    }
    return actions;
  }

  /** States on the longest of the shortest behaviours, as TLC counts it. */
  static int depth(StateGraph graph) {
    int[] level = new int[graph.nodeCount()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int node : graph.initial()) {
      level[node] = 1;
      open.add(node);
    }
    int deepest = 0;
    for (@Nullable Integer node = open.poll(); node != null; node = open.poll()) {
      deepest = Math.max(deepest, level[node]);
      for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
        int target = graph.target(edge);
        if (level[target] == 0) {
          level[target] = level[node] + 1;
          open.add(target);
        }
      }
    }
    return deepest;
  }
}
