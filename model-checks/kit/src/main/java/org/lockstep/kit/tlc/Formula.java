package org.lockstep.kit.tlc;

import java.util.List;

/**
 * A temporal formula as a specification states it. Numbers point into a {@link TemporalSpec}, and
 * {@link Truths} says where in a graph each of them is true.
 */
public sealed interface Formula {
  /** {@code TRUE} or {@code FALSE}. */
  record Constant(boolean value) implements Formula {}

  /** A state predicate. */
  record Predicate(int number) implements Formula {}

  /** A predicate of steps: {@code <<A>>_v}, {@code [A]_v}, or a boolean combination of them. */
  record StepPredicate(int number) implements Formula {}

  /** {@code WF_v(A)} or, if strong, {@code SF_v(A)}. */
  record Fair(boolean strong, int action) implements Formula {}

  record Not(Formula body) implements Formula {}

  record And(List<Formula> parts) implements Formula {
    public And {
      parts = List.copyOf(parts);
    }
  }

  record Or(List<Formula> parts) implements Formula {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Always(Formula body) implements Formula {}

  record Eventually(Formula body) implements Formula {}

  static Formula implies(Formula left, Formula right) {
    return new Or(List.of(new Not(left), right));
  }

  /** {@code left ~> right}. */
  static Formula leadsTo(Formula left, Formula right) {
    return new Always(implies(left, new Eventually(right)));
  }
}
