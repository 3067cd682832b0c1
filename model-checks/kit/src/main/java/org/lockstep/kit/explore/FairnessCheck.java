package org.lockstep.kit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Formula;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.Truths;

/**
 * Checks temporal properties on a graph: is there a fair behaviour that violates one? Behaviours
 * may stutter at any time, as in TLA+, so that a property that nothing forces to come true is
 * violated by doing nothing.
 */
public final class FairnessCheck {
  private final StateGraph graph;
  private final TemporalSpec spec;
  private final Atoms atoms;
  private final List<Demand> demands = new ArrayList<>();
  private final List<Formula> others = new ArrayList<>();

  private FairnessCheck(StateGraph graph, TemporalSpec spec, Truths truths) {
    this.graph = graph;
    this.spec = spec;
    this.atoms = new Atoms(truths);
    spec.fairness().forEach(this::assume);
  }

  /** A verdict for each of the properties. */
  public static List<PropertyVerdict> check(StateGraph graph, TemporalSpec spec, Truths truths) {
    FairnessCheck check = new FairnessCheck(graph, spec, truths);
    return spec.properties().stream().map(check::verdict).toList();
  }

  /** Fairness of actions is searched for directly; any other assumption goes into the automaton. */
  private void assume(Formula fairness) {
    if (fairness instanceof Formula.And and) {
      and.parts().forEach(this::assume);
    } else if (fairness instanceof Formula.Fair fair) {
      demands.add(
          fair.strong() ? new Demand.Strong(fair.action()) : new Demand.Weak(fair.action()));
    } else {
      others.add(fairness);
    }
  }

  private PropertyVerdict verdict(TemporalSpec.Property property) {
    long pairs = 0;
    for (Formula part : parts(property.formula())) {
      Tableau tableau = new Tableau(violating(part));
      Product product = new Product(graph, tableau, atoms);
      pairs += product.size();
      List<Demand> all = new ArrayList<>(demands);
      tableau.promises().forEach(promise -> all.add(new Demand.Kept(promise)));
      int[] component = new FairLoops(product, atoms, all).find();
      if (component != null) {
        Lasso lasso = new LassoWalk(product, atoms, all, component).lasso();
        requireCounterexample(lasso, property);
        return new PropertyVerdict(property.name(), lasso, pairs);
      }
    }
    return new PropertyVerdict(property.name(), null, pairs);
  }

  /** A conjunction is checked part by part: many small automata instead of a large one. */
  private static List<Formula> parts(Formula formula) {
    return formula instanceof Formula.And and
        ? and.parts().stream().flatMap(part -> parts(part).stream()).toList()
        : List.of(formula);
  }

  private Nnf violating(Formula property) {
    List<Nnf> all = new ArrayList<>();
    all.add(Nnf.of(property, false));
    others.forEach(other -> all.add(Nnf.of(other, true)));
    return new Nnf.And(all);
  }

  private void requireCounterexample(Lasso lasso, TemporalSpec.Property property) {
    Optional<String> objection = new LassoCheck(graph, atoms, lasso).objection(spec, property);
    if (objection.isPresent()) {
      throw new IllegalStateException(
          "the fairness check found a counterexample to "
              + property.name()
              + " that is none: "
              + objection.get());
    }
  }
}
