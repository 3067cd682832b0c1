package org.lockstep.kit.tlc.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.bridge.Walk;
import tlc2.tool.Action;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;

/** States by the order in which they are met; which is which, their fingerprints tell. */
final class WalkEngine implements Walk {
  private static final int[] NONE = {};

  private final Spec spec;
  private final FastTool tool;
  private final Action[] actions;
  private final List<TLCState> states = new ArrayList<>();
  private final Map<Long, Integer> numbers = new HashMap<>();

  /** For each state, what has been asked: a label, how many targets it has, and these. */
  private final List<int[]> answers = new ArrayList<>();

  WalkEngine(Spec spec) {
    this.spec = spec;
    this.tool = spec.tool();
    this.actions = tool.getActions();
  }

  @Override
  public List<Label> labels() {
    return Stream.of(actions).map(action -> spec.labels().of(action)).toList();
  }

  @Override
  public int[] initial() {
    StateVec initial = tool.getInitStates();
    int[] found = new int[initial.size()];
    int count = 0;
    for (int i = 0; i < initial.size(); i++) {
      if (tool.isInModel(initial.elementAt(i))) {
        found[count++] = number(initial.elementAt(i));
      }
    }
    return Arrays.stream(found, 0, count).distinct().toArray();
  }

  @Override
  public int[] targets(int state, int label) {
    int[] known = answers.get(state);
    for (int i = 0; i < known.length; i += 2 + known[i + 1]) {
      if (known[i] == label) {
        return known[i + 1] == 0 ? NONE : Arrays.copyOfRange(known, i + 2, i + 2 + known[i + 1]);
      }
    }
    int[] found = ask(states.get(state), actions[label]);
    int[] more = Arrays.copyOf(known, known.length + 2 + found.length);
    more[known.length] = label;
    more[known.length + 1] = found.length;
    System.arraycopy(found, 0, more, known.length + 2, found.length);
    answers.set(state, more);
    return found;
  }

  private int[] ask(TLCState source, Action action) {
    StateVec next = tool.getNextStates(action, source);
    int[] found = new int[next.size()];
    int count = 0;
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
        found[count++] = number(target);
      }
    }
    return count < 2
        ? Arrays.copyOf(found, count)
        : Arrays.stream(found, 0, count).distinct().toArray();
  }

  private int number(TLCState state) {
    long fingerprint = state.fingerPrint();
    Integer known = numbers.get(fingerprint);
    if (known != null) {
      return known;
    }
    numbers.put(fingerprint, states.size());
    states.add(state);
    answers.add(NONE);
    return states.size() - 1;
  }

  @Override
  public State state(int number) {
    return spec.values().state(states.get(number));
  }

  @Override
  public Value value(int number, String variable) {
    return spec.values().value(states.get(number), variable);
  }

  @Override
  public int size() {
    return states.size();
  }
}
