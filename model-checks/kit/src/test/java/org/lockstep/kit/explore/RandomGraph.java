package org.lockstep.kit.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.Formula;
import org.lockstep.kit.tlc.Truths;

/** A small graph with two predicates, a step predicate and two fair actions, all drawn. */
final class RandomGraph {
  static final Formula P = new Formula.Predicate(0);
  static final Formula Q = new Formula.Predicate(1);
  static final Formula OFTEN_STEP =
      new Formula.Always(new Formula.Eventually(new Formula.StepPredicate(0)));

  final StateGraph graph;
  final Truths truths;
  final List<Formula> fairness;

  RandomGraph(Random random) {
    int nodes = 1 + random.nextInt(5);
    StateGraph.Builder builder = new StateGraph.Builder();
    for (int i = 0; i < nodes; i++) {
      State state = new State(List.of("n"), List.of(Value.of(i)));
      builder.node(i, () -> state);
    }
    builder.initial(0);
    for (int i = random.nextInt(2 * nodes + 1); i > 0; i--) {
      builder.edge(random.nextInt(nodes), random.nextInt(nodes), Label.of("e" + random.nextInt(3)));
    }
    graph = builder.build();
    List<BitSet> taken = List.of(changing(random), changing(random));
    truths =
        new Truths(
            new BitSet(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(some(random, nodes), some(random, nodes)),
            List.of(changing(random)),
            List.of(new BitSet()),
            List.of(enabled(random, taken.get(0)), enabled(random, taken.get(1))),
            taken);
    List<Formula> drawn = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      drawn.add(new Formula.Fair(random.nextBoolean(), random.nextInt(2)));
    }
    fairness = drawn;
  }

  private static BitSet some(Random random, int size) {
    BitSet bits = new BitSet();
    for (int i = 0; i < size; i++) {
      bits.set(i, random.nextBoolean());
    }
    return bits;
  }

  /** A step that changes nothing is a step of no action. */
  private BitSet changing(Random random) {
    BitSet bits = some(random, graph.edgeCount());
    for (int edge = 0; edge < graph.edgeCount(); edge++) {
      if (graph.source(edge) == graph.target(edge)) {
        bits.clear(edge);
      }
    }
    return bits;
  }

  private BitSet enabled(Random random, BitSet taken) {
    BitSet bits = new BitSet();
    taken.stream().forEach(edge -> bits.set(graph.source(edge)));
    if (random.nextInt(4) == 0) {
      bits.or(some(random, graph.nodeCount())); // its step leads out of a constraint
    }
    return bits;
  }

  /** A formula of the forms that TLA+ allows: steps occur under {@code []<>} only. */
  static Formula formula(Random random, int depth) {
    if (depth == 0) {
      return random.nextBoolean() ? P : Q;
    }
    return switch (random.nextInt(9)) {
      case 0 -> OFTEN_STEP;
      case 1 -> new Formula.Fair(random.nextBoolean(), random.nextInt(2));
      case 2 -> new Formula.Not(formula(random, depth - 1));
      case 3 -> new Formula.And(List.of(formula(random, depth - 1), formula(random, depth - 1)));
      case 4 -> new Formula.Or(List.of(formula(random, depth - 1), formula(random, depth - 1)));
      case 5 -> Formula.leadsTo(formula(random, depth - 1), formula(random, depth - 1));
      case 6 -> new Formula.Eventually(formula(random, depth - 1));
      default -> new Formula.Always(formula(random, depth - 1));
    };
  }
}
