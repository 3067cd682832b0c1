package org.lockstep.kit.tlc.bridge;

import java.util.List;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/**
 * The next-state relation by numbers, for many small questions: states stay as TLC has them, and
 * each question is asked of TLC once.
 */
public interface Walk {
  /** Every action instance of the specification; two of them may have the same label. */
  List<Label> labels();

  int[] initial();

  /** The states to which this action instance leads from that state, each once. */
  int[] targets(int state, int label);

  State state(int number);

  /** What a variable is in this state: much less work than all of it. */
  Value value(int number, String variable);

  /** How many states have been met. */
  int size();
}
