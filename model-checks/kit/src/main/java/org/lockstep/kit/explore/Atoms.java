package org.lockstep.kit.explore;

import java.util.BitSet;
import org.lockstep.kit.tlc.Truths;

/** Which atoms are true of the nodes and steps of a graph; an edge of -1 is a stuttering step. */
record Atoms(Truths truths) {
  static final int STUTTER = -1;

  boolean ofNode(Nnf.Literal literal, int node) {
    BitSet where =
        literal.kind() == Nnf.Kind.PREDICATE
            ? truths.predicates().get(literal.number())
            : truths.enabled().get(literal.number());
    return where.get(node) == literal.positive();
  }

  boolean ofStep(Nnf.Literal literal, int node, int edge) {
    boolean value =
        literal.kind() == Nnf.Kind.TAKEN
            ? taken(literal.number(), edge)
            : edge == STUTTER
                ? truths.stutters().get(literal.number()).get(node)
                : truths.steps().get(literal.number()).get(edge);
    return value == literal.positive();
  }

  boolean enabled(int action, int node) {
    return truths.enabled().get(action).get(node);
  }

  /** A step that changes nothing is no step of any fair action. */
  boolean taken(int action, int edge) {
    return edge != STUTTER && truths.taken().get(action).get(edge);
  }
}
