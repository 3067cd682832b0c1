package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;

/** Makes a {@link Trace} of the states that TLC printed, by finding the action behind each step. */
final class Counterexamples {
  private static final Label UNKNOWN = Label.of("UnknownAction");

  private final ITool tool;
  private final Labels labels;
  private final Values values;

  Counterexamples(ITool tool, Labels labels, Values values) {
    this.tool = tool;
    this.labels = labels;
    this.values = values;
  }

  @Nullable Trace of(Recorder recorder) {
    List<TLCState> states = new ArrayList<>(recorder.trace());
    if (states.isEmpty() && recorder.inInitialState()) {
      TLCState bad = badInitialState(String.valueOf(recorder.violated()));
      if (bad != null) {
        states.add(bad);
      }
    }
    if (states.isEmpty()) {
      return null;
    }
    List<Label> steps = new ArrayList<>();
    for (int i = 1; i < states.size(); i++) {
      steps.add(label(states.get(i - 1), states.get(i)));
    }
    int loopTo = recorder.loopTo();
    if (loopTo >= 0 && loopTo < states.size() - 1) {
      steps.add(label(states.get(states.size() - 1), states.get(loopTo)));
    }
    List<State> converted = states.stream().map(values::state).toList();
    Map<String, String> meta =
        loopTo == states.size() - 1 && loopTo >= 0 ? Map.of("stuttering", "true") : Map.of();
    return new Trace(converted, steps, loopTo, meta);
  }

  /** The first action, in TLC's order, with this step. */
  private Label label(TLCState source, TLCState target) {
    State wanted = values.state(target);
    for (Action action : tool.getActions()) {
      StateVec next = tool.getNextStates(action, source);
      for (int i = 0; i < next.size(); i++) {
        if (values.state(next.elementAt(i)).equals(wanted)) {
          return labels.of(action);
        }
      }
    }
    return UNKNOWN;
  }

  private @Nullable TLCState badInitialState(String property) {
    StateVec initial = tool.getInitStates();
    for (int i = 0; i < initial.size(); i++) {
      TLCState state = initial.elementAt(i);
      if (violates(tool.getInvariants(), tool.getInvNames(), property, state)
          || violates(tool.getImpliedInits(), tool.getImpliedInitNames(), property, state)) {
        return state;
      }
    }
    return null;
  }

  private boolean violates(Action[] predicates, String[] names, String property, TLCState state) {
    for (int i = 0; i < predicates.length; i++) {
      if (names[i].equals(property) && !tool.isValid(predicates[i], state)) {
        return true;
      }
    }
    return false;
  }
}
