package org.lockstep.kit.explore;

import java.util.Arrays;
import org.lockstep.kit.model.StateGraph;

/**
 * The behaviours of a graph that the automaton of a formula lets pass: pairs of a node and a cover,
 * numbered in breadth-first order. Every node may also stutter.
 */
final class Product {
  private static final int NONE = -1;

  private final Tableau tableau;
  private final Atoms atoms;
  private final IntList nodes = new IntList();
  private final IntList covers = new IntList();
  private final IntList parents = new IntList();
  private final IntList parentEdges = new IntList();
  private final IntList rows = new IntList();
  private final IntList targets = new IntList();
  private final IntList edges = new IntList();
  private final int[] numbers;

  Product(StateGraph graph, Tableau tableau, Atoms atoms) {
    this.tableau = tableau;
    this.atoms = atoms;
    this.numbers = new int[Math.multiplyExact(graph.nodeCount(), tableau.size())];
    Arrays.fill(numbers, NONE);
    for (int node : graph.initial()) {
      for (int cover : tableau.initial()) {
        enter(node, cover, NONE, NONE);
      }
    }
    for (int at = 0; at < nodes.size(); at++) {
      rows.add(targets.size());
      step(at, nodes.get(at), Atoms.STUTTER);
      for (int edge = graph.firstEdge(node(at)); edge < graph.edgesEnd(node(at)); edge++) {
        step(at, graph.target(edge), edge);
      }
    }
    rows.add(targets.size());
  }

  int size() {
    return nodes.size();
  }

  int node(int at) {
    return nodes.get(at);
  }

  Tableau.Cover cover(int at) {
    return tableau.cover(covers.get(at));
  }

  /** The step before on a shortest way to {@code at}, or -1 at its start. */
  int parent(int at) {
    return parents.get(at);
  }

  int parentEdge(int at) {
    return parentEdges.get(at);
  }

  int firstStep(int at) {
    return rows.get(at);
  }

  int stepsEnd(int at) {
    return rows.get(at + 1);
  }

  int target(int step) {
    return targets.get(step);
  }

  /** The edge of the graph that a step takes, or {@link Atoms#STUTTER}. */
  int edge(int step) {
    return edges.get(step);
  }

  private void step(int at, int target, int edge) {
    for (Nnf.Literal literal : cover(at).literals()) {
      if (literal.kind().isOfSteps() && !atoms.ofStep(literal, node(at), edge)) {
        return;
      }
    }
    for (int cover : tableau.successors(covers.get(at))) {
      int number = enter(target, cover, at, edge);
      if (number != NONE) {
        targets.add(number);
        edges.add(edge);
      }
    }
  }

  /** The pair's number, or none if the cover does not fit the node. */
  private int enter(int node, int cover, int parent, int edge) {
    int key = node * tableau.size() + cover;
    if (numbers[key] != NONE) {
      return numbers[key];
    }
    for (Nnf.Literal literal : tableau.cover(cover).literals()) {
      if (!literal.kind().isOfSteps() && !atoms.ofNode(literal, node)) {
        return NONE;
      }
    }
    numbers[key] = nodes.size();
    nodes.add(node);
    covers.add(cover);
    parents.add(parent);
    parentEdges.add(edge);
    return numbers[key];
  }
}
