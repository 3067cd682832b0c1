package org.lockstep.kit.mutate;

import java.util.List;
import org.lockstep.kit.tlc.syntax.Term;

/** One kind of small change. */
interface Operator {
  /** A term to stand in the place of another. */
  record Change(Term term, String what) {}

  String name();

  /** Whether the formula of fairness is what is changed, as opposed to the actions. */
  default boolean onFairness() {
    return false;
  }

  /** The changes at this very term; those inside it are asked for separately. */
  List<Change> changes(Term term, Facts facts);
}
