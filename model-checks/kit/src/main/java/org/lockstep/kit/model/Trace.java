package org.lockstep.kit.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A behaviour: {@code labels[i]} leads from {@code states[i]} to {@code states[i + 1]}.
 *
 * @param labels one for each step; empty if nothing is known about the actions (traces of other
 *     tools)
 * @param loopTo the state that follows the last one for ever, or -1; the index of the last state
 *     itself means stuttering
 * @param meta free text about the trace, in the order of the keys
 */
public record Trace(List<State> states, List<Label> labels, int loopTo, Map<String, String> meta) {
  public static final int NO_LOOP = -1;

  public Trace {
    states = List.copyOf(states);
    labels = List.copyOf(labels);
    meta = Collections.unmodifiableMap(new TreeMap<>(meta));
    if (states.isEmpty()) {
      throw new IllegalArgumentException("a trace has at least its initial state");
    }
    // A lasso may name the action of its closing step too.
    boolean closing = loopTo >= 0 && labels.size() == states.size();
    if (!labels.isEmpty() && labels.size() != states.size() - 1 && !closing) {
      throw new IllegalArgumentException(
          "a trace of "
              + states.size()
              + " states has "
              + (states.size() - 1)
              + " steps but "
              + labels.size()
              + " labels");
    }
    if (loopTo < NO_LOOP || loopTo >= states.size()) {
      throw new IllegalArgumentException(
          "loopTo is -1 or the index of one of the " + states.size() + " states, not " + loopTo);
    }
  }

  public static Trace of(List<State> states, List<Label> labels) {
    return new Trace(states, labels, NO_LOOP, Map.of());
  }

  /** The behaviour that a path of the graph stands for. */
  public static Trace of(StateGraph graph, Path path) {
    List<State> states = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    states.add(graph.state(path.start()));
    for (int edge : path.edges()) {
      labels.add(graph.label(edge));
      states.add(graph.state(graph.target(edge)));
    }
    return of(states, labels);
  }

  /** How many steps the trace takes, the closing step of a loop apart. */
  public int length() {
    return states.size() - 1;
  }

  public boolean isLasso() {
    return loopTo >= 0;
  }

  /**
   * The stem and so many rounds of the loop, as a behaviour that ends; a trace without a loop, or
   * one that ends stuttering, is itself.
   */
  public Trace unrolled(int rounds) {
    if (!isLasso() || labels.size() < states.size()) {
      return new Trace(states, labels.subList(0, Math.min(labels.size(), length())), NO_LOOP, meta);
    }
    List<State> unrolledStates = new ArrayList<>(states.subList(0, loopTo + 1));
    List<Label> unrolledLabels = new ArrayList<>(labels.subList(0, loopTo));
    for (int round = 0; round < rounds; round++) {
      unrolledLabels.addAll(labels.subList(loopTo, labels.size()));
      unrolledStates.addAll(states.subList(loopTo + 1, states.size()));
      unrolledStates.add(states.get(loopTo));
    }
    return new Trace(unrolledStates, unrolledLabels, NO_LOOP, meta);
  }

  public boolean endsStuttering() {
    return loopTo == states.size() - 1;
  }
}
