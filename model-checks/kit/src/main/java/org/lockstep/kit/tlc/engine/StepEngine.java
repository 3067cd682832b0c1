package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Step;
import org.lockstep.kit.tlc.TemporalSpec;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.Truths;
import org.lockstep.kit.tlc.bridge.Steps;
import org.lockstep.kit.tlc.bridge.Walk;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;

/** Single steps of a loaded specification. Keeps no state: every call converts what it needs. */
final class StepEngine implements Steps {
  private final Spec spec;
  private final FastTool tool;
  private @Nullable TemporalReader temporal;

  StepEngine(Spec spec) {
    this.spec = spec;
    this.tool = spec.tool();
  }

  private TemporalReader reader() {
    TemporalReader known = temporal;
    if (known == null) {
      known = new TemporalReader(tool);
      temporal = known;
    }
    return known;
  }

  @Override
  public TemporalSpec temporal() {
    return reader().spec();
  }

  @Override
  public Truths truths(StateGraph graph) {
    return new GraphTruths(spec, reader(), graph).evaluate();
  }

  @Override
  public List<String> invariants() {
    return List.of(tool.getInvNames());
  }

  @Override
  public List<State> initial() {
    Set<State> states = new LinkedHashSet<>();
    StateVec initial = tool.getInitStates();
    for (int i = 0; i < initial.size(); i++) {
      if (tool.isInModel(initial.elementAt(i))) {
        states.add(spec.values().state(initial.elementAt(i)));
      }
    }
    return List.copyOf(states);
  }

  @Override
  public List<Step> successors(State state) {
    TLCState source = spec.values().toTlc(state);
    List<Step> steps = new ArrayList<>();
    for (Action action : tool.getActions()) {
      StateVec next = tool.getNextStates(action, source);
      for (int i = 0; i < next.size(); i++) {
        TLCState target = next.elementAt(i);
        if (!tool.isGoodState(target)) {
          throw new TlcException(
              "action "
                  + spec.labels().of(action)
                  + " leaves "
                  + target.getUnassigned()
                  + " without a value");
        }
        if (tool.isInModel(target) && tool.isInActions(source, target)) {
          Step step =
              new Step(spec.labels().of(action), spec.values().successor(target, source, state));
          if (!steps.contains(step)) { // a few, and mostly of other labels: cheaper than hashing
            steps.add(step);
          }
        }
      }
    }
    return steps;
  }

  @Override
  public Walk walk() {
    return new WalkEngine(spec);
  }

  @Override
  public boolean holds(String invariant, State state) {
    for (int i = 0; i < tool.getInvNames().length; i++) {
      if (tool.getInvNames()[i].equals(invariant)) {
        return tool.isValid(tool.getInvariants()[i], spec.values().toTlc(state));
      }
    }
    throw new TlcException(
        "the cfg names no invariant " + invariant + "; it names " + invariants());
  }
}
