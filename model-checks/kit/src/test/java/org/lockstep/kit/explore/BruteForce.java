package org.lockstep.kit.explore;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.lockstep.kit.tlc.Formula;

/**
 * Judges a property by trying every set of nodes as the set of those that a behaviour visits for
 * ever: no automaton and no components, only for graphs of a few nodes.
 */
record BruteForce(RandomGraph drawn) {
  /** The forms of properties that it can judge. */
  enum Form {
    LEADS_TO,
    ALWAYS_EVENTUALLY,
    EVENTUALLY,
    EVENTUALLY_ALWAYS,
    ALWAYS,
    OFTEN_STEP;

    Formula formula() {
      return switch (this) {
        case LEADS_TO -> Formula.leadsTo(RandomGraph.P, RandomGraph.Q);
        case ALWAYS_EVENTUALLY -> new Formula.Always(new Formula.Eventually(RandomGraph.P));
        case EVENTUALLY -> new Formula.Eventually(RandomGraph.P);
        case EVENTUALLY_ALWAYS -> new Formula.Eventually(new Formula.Always(RandomGraph.P));
        case ALWAYS -> new Formula.Always(RandomGraph.P);
        case OFTEN_STEP -> RandomGraph.OFTEN_STEP;
      };
    }
  }

  boolean isViolated(Form form) {
    IntPredicate p = drawn.truths.predicates().get(0)::get;
    IntPredicate q = drawn.truths.predicates().get(1)::get;
    IntPredicate any = node -> true;
    BitSet start = new BitSet();
    start.set(drawn.graph.initial()[0]);
    BitSet reached = reach(start, any);
    return switch (form) {
      case LEADS_TO -> endsIn(reach(where(reached, p.and(q.negate())), q.negate()), any, any);
      case ALWAYS_EVENTUALLY -> endsIn(where(reached, p.negate()), p.negate(), any);
      case EVENTUALLY -> endsIn(reach(where(start, p.negate()), p.negate()), any, any);
      case EVENTUALLY_ALWAYS -> endsIn(reached, any, any, set -> set.stream().anyMatch(p.negate()));
      case ALWAYS -> endsIn(reach(where(reached, p.negate()), any), any, any);
      case OFTEN_STEP -> endsIn(reached, any, edge -> !drawn.truths.steps().get(0).get(edge));
    };
  }

  private static BitSet where(BitSet nodes, IntPredicate test) {
    BitSet some = new BitSet();
    nodes.stream().filter(test).forEach(some::set);
    return some;
  }

  private BitSet reach(BitSet from, IntPredicate within) {
    return reach(from, within, edge -> true);
  }

  private BitSet reach(BitSet from, IntPredicate within, IntPredicate edges) {
    BitSet reached = (BitSet) from.clone();
    for (int round = 0; round < drawn.graph.nodeCount(); round++) {
      for (int edge = 0; edge < drawn.graph.edgeCount(); edge++) {
        if (edges.test(edge)
            && reached.get(drawn.graph.source(edge))
            && within.test(drawn.graph.target(edge))) {
          reached.set(drawn.graph.target(edge));
        }
      }
    }
    return reached;
  }

  private boolean endsIn(BitSet allowed, IntPredicate nodes, IntPredicate edges) {
    return endsIn(allowed, nodes, edges, set -> true);
  }

  /** Whether a fair behaviour can stay in some subset of the allowed nodes. */
  private boolean endsIn(
      BitSet allowed,
      IntPredicate nodes,
      IntPredicate edges,
      java.util.function.Predicate<BitSet> wanted) {
    for (long bits = 1; bits < 1L << drawn.graph.nodeCount(); bits++) {
      BitSet set = BitSet.valueOf(new long[] {bits});
      boolean inside = set.stream().allMatch(node -> allowed.get(node) && nodes.test(node));
      if (inside && wanted.test(set) && isConnected(set, edges) && isFair(set, edges)) {
        return true;
      }
    }
    return false;
  }

  private boolean isConnected(BitSet set, IntPredicate edges) {
    return set.stream()
        .allMatch(
            node -> {
              BitSet one = new BitSet();
              one.set(node);
              return reach(one, set::get, edges).equals(set);
            });
  }

  private boolean isFair(BitSet set, IntPredicate edges) {
    for (Formula conjunct : drawn.fairness) {
      Formula.Fair fair = (Formula.Fair) conjunct;
      boolean taken =
          drawn.truths.taken().get(fair.action()).stream()
              .anyMatch(
                  edge ->
                      edges.test(edge)
                          && set.get(drawn.graph.source(edge))
                          && set.get(drawn.graph.target(edge)));
      IntPredicate enabled = drawn.truths.enabled().get(fair.action())::get;
      boolean idle =
          fair.strong() ? set.stream().noneMatch(enabled) : !set.stream().allMatch(enabled);
      if (!taken && !idle) {
        return false;
      }
    }
    return true;
  }
}
