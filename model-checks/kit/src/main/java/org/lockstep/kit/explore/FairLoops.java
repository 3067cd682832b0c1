package org.lockstep.kit.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a part of the product in which a behaviour can stay for ever and be fair. A component
 * in which a strongly fair action can be taken but never is loses the pairs where it can be, and is
 * searched again (Streett's condition).
 */
final class FairLoops {
  private static final int OUT = -1;

  private final Product product;
  private final Atoms atoms;
  private final List<Demand> demands;
  private final int[] region;
  private int regions;

  FairLoops(Product product, Atoms atoms, List<Demand> demands) {
    this.product = product;
    this.atoms = atoms;
    this.demands = List.copyOf(demands);
    this.region = new int[product.size()];
  }

  /** The pairs of a fair component in ascending order, or null if there is none. */
  int @Nullable [] find() {
    Components components = new Components(product, region);
    Deque<int[]> todo = new ArrayDeque<>();
    todo.add(IntStream.range(0, product.size()).toArray());
    while (!todo.isEmpty()) {
      List<int[]> found = new ArrayList<>();
      components.search(todo.removeFirst(), found::add);
      for (int[] component : found) {
        regions++;
        for (int at : component) {
          region[at] = regions;
        }
        int[] rest = withoutUnfair(component);
        if (rest.length == component.length) {
          return component;
        }
        if (rest.length > 0) {
          todo.add(rest);
        }
      }
    }
    return null;
  }

  /** All of a fair component, nothing of a hopeless one, else what is worth another search. */
  private int[] withoutUnfair(int[] component) {
    boolean[] met = new boolean[demands.size()];
    boolean moves = false;
    for (int at : component) {
      for (int i = 0; i < met.length; i++) {
        met[i] |= demands.get(i).metAt(product, atoms, at);
      }
      for (int step = product.firstStep(at); step < product.stepsEnd(at); step++) {
        if (region[product.target(step)] == region[at]) {
          moves = true;
          for (int i = 0; i < met.length; i++) {
            met[i] |= demands.get(i).metBy(atoms, product.edge(step));
          }
        }
      }
    }
    for (int i = 0; i < met.length; i++) {
      moves &= met[i] || demands.get(i) instanceof Demand.Strong;
    }
    int[] rest =
        !moves ? new int[0] : Arrays.stream(component).filter(at -> !isUnfair(at, met)).toArray();
    if (rest.length < component.length) {
      for (int at : component) {
        region[at] = OUT;
      }
      regions++;
      for (int at : rest) {
        region[at] = regions;
      }
    }
    return rest;
  }

  private boolean isUnfair(int at, boolean[] met) {
    for (int i = 0; i < met.length; i++) {
      if (!met[i]
          && demands.get(i) instanceof Demand.Strong strong
          && atoms.enabled(strong.action(), product.node(at))) {
        return true;
      }
    }
    return false;
  }
}
