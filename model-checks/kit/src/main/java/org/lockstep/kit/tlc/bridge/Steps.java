package org.lockstep.kit.tlc.bridge;

import java.util.List;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Step;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.Truths;

/** The next-state relation of a specification, step by step. */
public interface Steps {
  List<String> invariants();

  List<State> initial();

  List<Step> successors(State state);

  boolean holds(String invariant, State state);

  /** The fairness of the specification and the temporal properties of the cfg. */
  TemporalSpec temporal();

  /** The same by numbers, from the beginning. */
  Walk walk();

  /** Evaluates everything that the cfg asks for on a whole graph. */
  Truths truths(StateGraph graph);
}
