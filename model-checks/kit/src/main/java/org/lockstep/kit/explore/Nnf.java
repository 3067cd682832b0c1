package org.lockstep.kit.explore;

import java.util.List;
import org.lockstep.kit.tlc.Formula;

/** A temporal formula with negation at its atoms only. */
sealed interface Nnf {
  /** What an atom is true of: a node, or the step that leaves it. */
  enum Kind {
    PREDICATE,
    ENABLED,
    STEP,
    TAKEN;

    boolean isOfSteps() {
      return this == STEP || this == TAKEN;
    }
  }

  record Constant(boolean value) implements Nnf {}

  record Literal(Kind kind, int number, boolean positive) implements Nnf {
    Literal negated() {
      return new Literal(kind, number, !positive);
    }
  }

  record And(List<Nnf> parts) implements Nnf {}

  record Or(List<Nnf> parts) implements Nnf {}

  record Always(Nnf body) implements Nnf {}

  record Eventually(Nnf body) implements Nnf {}

  /** The formula, or its negation if not {@code positive}. */
  static Nnf of(Formula formula, boolean positive) {
    if (formula instanceof Formula.Constant constant) {
      return new Constant(constant.value() == positive);
    }
    if (formula instanceof Formula.Predicate predicate) {
      return new Literal(Kind.PREDICATE, predicate.number(), positive);
    }
    if (formula instanceof Formula.StepPredicate step) {
      return new Literal(Kind.STEP, step.number(), positive);
    }
    if (formula instanceof Formula.Fair fair) {
      return fair(fair, positive);
    }
    if (formula instanceof Formula.Not not) {
      return of(not.body(), !positive);
    }
    if (formula instanceof Formula.And and) {
      return positive ? new And(all(and.parts(), true)) : new Or(all(and.parts(), false));
    }
    if (formula instanceof Formula.Or or) {
      return positive ? new Or(all(or.parts(), true)) : new And(all(or.parts(), false));
    }
    if (formula instanceof Formula.Always always) {
      Nnf body = of(always.body(), positive);
      return positive ? new Always(body) : new Eventually(body);
    }
    Nnf body = of(((Formula.Eventually) formula).body(), positive);
    return positive ? new Eventually(body) : new Always(body);
  }

  private static List<Nnf> all(List<Formula> formulas, boolean positive) {
    return formulas.stream().map(formula -> of(formula, positive)).toList();
  }

  /**
   * {@code WF: []<>(~ENABLED \/ taken)}, {@code SF: <>[]~ENABLED \/ []<>taken}, or what denies it.
   */
  private static Nnf fair(Formula.Fair fair, boolean positive) {
    Nnf idle = new Literal(Kind.ENABLED, fair.action(), !positive);
    Nnf taken = new Literal(Kind.TAKEN, fair.action(), positive);
    if (positive) {
      return fair.strong()
          ? new Or(List.of(new Eventually(new Always(idle)), new Always(new Eventually(taken))))
          : new Always(new Eventually(new Or(List.of(idle, taken))));
    }
    return fair.strong()
        ? new And(List.of(new Always(new Eventually(idle)), new Eventually(new Always(taken))))
        : new Eventually(new Always(new And(List.of(idle, taken))));
  }
}
