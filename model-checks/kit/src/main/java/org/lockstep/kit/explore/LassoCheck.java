package org.lockstep.kit.explore;

import java.util.Optional;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Formula;
import org.lockstep.kit.tlc.TemporalSpec;

/**
 * Re-checks a counterexample without automaton or components: it is a behaviour of the graph, every
 * fairness conjunct is true of it and the property is not. Formulas are evaluated position by
 * position, straight from their meaning.
 */
final class LassoCheck {
  private final StateGraph graph;
  private final Atoms atoms;
  private final int[] nodes;
  private final int[] edges;
  private final int loopStart;

  LassoCheck(StateGraph graph, Atoms atoms, Lasso lasso) {
    this.graph = graph;
    this.atoms = atoms;
    this.nodes = lasso.nodes(graph);
    this.edges = lasso.edges();
    this.loopStart = lasso.loopStart();
  }

  /** Why this is no counterexample to the property, if it is none. */
  Optional<String> objection(TemporalSpec spec, TemporalSpec.Property property) {
    if (!isBehaviour()) {
      return Optional.of("it is no behaviour of the graph");
    }
    for (int i = 0; i < spec.fairness().size(); i++) {
      if (!holds(spec.fairness().get(i))) {
        return Optional.of("it is unfair: it breaks fairness conjunct " + (i + 1));
      }
    }
    return holds(property.formula())
        ? Optional.of("it satisfies " + property.name())
        : Optional.empty();
  }

  private boolean isBehaviour() {
    boolean starts = false;
    for (int node : graph.initial()) {
      starts |= node == nodes[0];
    }
    for (int i = 0; i < nodes.length; i++) {
      int next = nodes[i + 1 < nodes.length ? i + 1 : loopStart];
      boolean steps =
          edges[i] == Atoms.STUTTER
              ? next == nodes[i]
              : graph.source(edges[i]) == nodes[i] && graph.target(edges[i]) == next;
      starts &= steps;
    }
    return starts && edges.length == nodes.length;
  }

  boolean holds(Formula formula) {
    return everywhere(formula)[0];
  }

  private boolean[] everywhere(Formula formula) {
    boolean[] values = new boolean[nodes.length];
    if (formula instanceof Formula.Always always) {
      boolean[] body = everywhere(always.body());
      for (int i = 0; i < values.length; i++) {
        values[i] = !later(body, i, false);
      }
    } else if (formula instanceof Formula.Eventually eventually) {
      boolean[] body = everywhere(eventually.body());
      for (int i = 0; i < values.length; i++) {
        values[i] = later(body, i, true);
      }
    } else if (formula instanceof Formula.And and) {
      java.util.Arrays.fill(values, true);
      for (Formula part : and.parts()) {
        boolean[] other = everywhere(part);
        for (int i = 0; i < values.length; i++) {
          values[i] &= other[i];
        }
      }
    } else if (formula instanceof Formula.Or or) {
      for (Formula part : or.parts()) {
        boolean[] other = everywhere(part);
        for (int i = 0; i < values.length; i++) {
          values[i] |= other[i];
        }
      }
    } else if (formula instanceof Formula.Not not) {
      boolean[] body = everywhere(not.body());
      for (int i = 0; i < values.length; i++) {
        values[i] = !body[i];
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = here(formula, i);
      }
    }
    return values;
  }

  /** Whether some position from {@code from} on has this value: the loop comes back for ever. */
  private boolean later(boolean[] values, int from, boolean wanted) {
    for (int i = Math.min(from, loopStart); i < values.length; i++) {
      if (values[i] == wanted && (i >= from || i >= loopStart)) {
        return true;
      }
    }
    return false;
  }

  private boolean here(Formula formula, int position) {
    if (formula instanceof Formula.Constant constant) {
      return constant.value();
    }
    if (formula instanceof Formula.Predicate predicate) {
      return atoms.truths().predicates().get(predicate.number()).get(nodes[position]);
    }
    if (formula instanceof Formula.StepPredicate step) {
      return edges[position] == Atoms.STUTTER
          ? atoms.truths().stutters().get(step.number()).get(nodes[position])
          : atoms.truths().steps().get(step.number()).get(edges[position]);
    }
    return isFair((Formula.Fair) formula);
  }

  private boolean isFair(Formula.Fair fair) {
    boolean alwaysEnabled = true;
    boolean everEnabled = false;
    for (int i = loopStart; i < nodes.length; i++) {
      if (atoms.taken(fair.action(), edges[i])) {
        return true;
      }
      boolean enabled = atoms.enabled(fair.action(), nodes[i]);
      alwaysEnabled &= enabled;
      everEnabled |= enabled;
    }
    return fair.strong() ? !everEnabled : !alwaysEnabled;
  }
}
