package org.lockstep.kit.tlc;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * What is true where in a graph.
 *
 * @param deadlocks the nodes without any step; one that a constraint cuts off counts as a step, and
 *     so does one that changes nothing
 * @param invariants for each invariant of the cfg the nodes where it holds
 * @param initial for each condition on initial states that a property states, where it holds
 * @param stepProperties for each {@code [][A]_v} the edges where it holds
 * @param predicates the nodes where each {@link Formula.Predicate} holds
 * @param steps the edges where each {@link Formula.StepPredicate} holds
 * @param stutters the nodes where each {@link Formula.StepPredicate} holds for a step that changes
 *     nothing
 * @param enabled the nodes where each fair action can be taken, changing its subscript
 * @param taken the edges that are steps of each fair action, changing its subscript
 */
public record Truths(
    BitSet deadlocks,
    Map<String, BitSet> invariants,
    Map<String, BitSet> initial,
    Map<String, BitSet> stepProperties,
    List<BitSet> predicates,
    List<BitSet> steps,
    List<BitSet> stutters,
    List<BitSet> enabled,
    List<BitSet> taken) {
  public Truths {
    predicates = List.copyOf(predicates);
    steps = List.copyOf(steps);
    stutters = List.copyOf(stutters);
    enabled = List.copyOf(enabled);
    taken = List.copyOf(taken);
  }
}
