package org.lockstep.kit.validate;

import java.util.List;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/** A model's next-state relation, its states and labels by numbers from 0. */
public interface Moves {
  /** Every label that there may be; the same one may stand for several disjuncts. */
  List<Label> labels();

  int[] initial();

  /** The states to which this label leads from that state. */
  int[] targets(int state, int label);

  State state(int number);

  /** What a variable is in this state. */
  default Value value(int number, String variable) {
    return state(number).get(variable);
  }
}
