package org.lockstep.kit.tlc.engine;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.TlcException;
import org.lockstep.kit.tlc.Truths;
import tlc2.tool.Action;
import tlc2.tool.EvalControl;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.impl.FastTool;
import tlc2.value.IValue;

/** Evaluates a specification's predicates and actions on every node and edge of a graph. */
final class GraphTruths {
  private final Values values;
  private final FastTool tool;
  private final TemporalReader temporal;
  private final StateGraph graph;
  private final TLCState[] states;
  private final String[] initialNames;
  private final String[] stepNames;
  private final Truths truths;

  GraphTruths(Spec spec, TemporalReader temporal, StateGraph graph) {
    this.values = spec.values();
    this.tool = spec.tool();
    this.temporal = temporal;
    this.graph = graph;
    this.states = new TLCState[graph.nodeCount()];
    this.initialNames = names(spec, tool.getImpliedInitNames());
    this.stepNames = names(spec, tool.getImpliedActNames());
    this.truths =
        new Truths(
            new BitSet(),
            named(tool.getInvNames()),
            named(initialNames),
            named(stepNames),
            empty(temporal.predicates().size()),
            empty(temporal.steps().size()),
            empty(temporal.steps().size()),
            empty(temporal.fairActions().size()),
            empty(temporal.fairActions().size()));
  }

  private static String[] names(Spec spec, String[] parts) {
    return Stream.of(parts).map(spec.properties()::named).toArray(String[]::new);
  }

  /** TLC takes a property apart, and each part has its name: the property holds where all do. */
  private static Map<String, BitSet> named(String[] names) {
    Map<String, BitSet> made = new LinkedHashMap<>();
    for (String name : names) {
      made.put(name, new BitSet());
    }
    return made;
  }

  private static List<BitSet> empty(int count) {
    return IntStream.range(0, count).mapToObj(i -> new BitSet()).toList();
  }

  Truths evaluate() {
    for (int node = 0; node < states.length; node++) {
      states[node] = values.toTlc(graph.state(node));
    }
    for (int node = 0; node < states.length; node++) {
      mark(truths.invariants(), tool.getInvariants(), tool.getInvNames(), node);
      mark(truths.initial(), tool.getImpliedInits(), initialNames, node);
      for (int i = 0; i < temporal.predicates().size(); i++) {
        truths.predicates().get(i).set(node, holds(temporal.predicates().get(i), node));
      }
      for (int i = 0; i < temporal.steps().size(); i++) {
        truths.stutters().get(i).set(node, holds(temporal.steps().get(i), node, node));
      }
      truths.deadlocks().set(node, graph.outDegree(node) == 0 && isStuck(node));
      steps(node);
      for (int i = 0; i < temporal.fairActions().size(); i++) {
        fair(i, node);
      }
    }
    return truths;
  }

  private boolean isStuck(int node) {
    for (Action action : tool.getActions()) {
      if (tool.getNextStates(action, states[node]).size() > 0) {
        return false;
      }
    }
    return true;
  }

  private void mark(Map<String, BitSet> marks, Action[] predicates, String[] names, int node) {
    marks.forEach(
        (name, mark) -> mark.set(node, all(names, name, i -> holds(predicates[i], node))));
  }

  private static boolean all(String[] names, String name, IntPredicate holds) {
    return IntStream.range(0, names.length).filter(i -> names[i].equals(name)).allMatch(holds);
  }

  private boolean holds(Action predicate, int node) {
    return tool.isValid(predicate, states[node]);
  }

  private boolean holds(Action step, int source, int target) {
    return tool.isValid(step, states[source], states[target]);
  }

  private void steps(int node) {
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      int target = graph.target(edge);
      int step = edge;
      truths
          .stepProperties()
          .forEach(
              (name, mark) ->
                  mark.set(
                      step,
                      all(stepNames, name, i -> holds(tool.getImpliedActions()[i], node, target))));
      for (int i = 0; i < temporal.steps().size(); i++) {
        truths.steps().get(i).set(edge, holds(temporal.steps().get(i), node, target));
      }
    }
  }

  /** Takes the action where it can be taken; a step that leaves the subscript as it was is none. */
  private void fair(int number, int node) {
    TemporalReader.FairAction fair = temporal.fairActions().get(number);
    StateVec next = tool.getNextStates(fair.step(), states[node]);
    if (next.size() == 0) {
      return;
    }
    IValue before = subscript(fair, states[node]);
    Set<State> targets = new HashSet<>();
    for (int i = 0; i < next.size(); i++) {
      TLCState target = next.elementAt(i);
      if (!tool.isGoodState(target)) {
        throw new TlcException(
            "the fairness check cannot tell the steps of the fair action at "
                + fair.text()
                + ": it leaves "
                + target.getUnassigned()
                + " without a value; give every variable a next value in it");
      }
      if (!subscript(fair, target).equals(before)) {
        targets.add(values.successor(target, states[node], graph.state(node)));
      }
    }
    truths.enabled().get(number).set(node, !targets.isEmpty());
    for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
      truths.taken().get(number).set(edge, targets.contains(graph.state(graph.target(edge))));
    }
  }

  private IValue subscript(TemporalReader.FairAction fair, TLCState state) {
    return tool.eval(fair.subscript(), fair.step().con, state, TLCState.Empty, EvalControl.Clear);
  }
}
