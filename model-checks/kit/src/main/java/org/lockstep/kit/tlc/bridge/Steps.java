package org.lockstep.kit.tlc.bridge;

import java.util.List;
import org.lockstep.kit.model.State;
import org.lockstep.kit.tlc.Step;

/** The next-state relation of a specification, step by step. */
public interface Steps {
  List<String> invariants();

  List<State> initial();

  List<Step> successors(State state);

  boolean holds(String invariant, State state);
}
