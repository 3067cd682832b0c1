package org.lockstep.kit.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Walks a lasso into a fair component and around it, once past everything that is demanded. */
final class LassoWalk {
  private final Product product;
  private final Atoms atoms;
  private final List<Demand> demands;
  private final int[] component;
  private final List<Integer> steps = new ArrayList<>();
  private int at;

  LassoWalk(Product product, Atoms atoms, List<Demand> demands, int[] component) {
    this.product = product;
    this.atoms = atoms;
    this.demands = demands;
    this.component = component;
    this.at = component[0]; // the first in breadth-first order: the shortest stem
  }

  Lasso lasso() {
    List<Integer> stem = new ArrayList<>();
    int root = at;
    for (; product.parent(root) >= 0; root = product.parent(root)) {
      stem.add(product.parentEdge(root));
    }
    Collections.reverse(stem);
    for (Demand demand : demands) {
      if (!isMet(demand)) {
        meet(demand);
      }
    }
    int first = component[0];
    if (at != first || steps.isEmpty()) {
      go(step -> product.target(step) == first);
    }
    List<Integer> loop = steps.stream().map(product::edge).toList();
    return new Lasso(product.node(root), moves(stem), moves(loop));
  }

  /** Steps that change nothing may be left out of a behaviour, or put in. */
  private static List<Integer> moves(List<Integer> edges) {
    return edges.stream().filter(edge -> edge != Atoms.STUTTER).toList();
  }

  private boolean isMet(Demand demand) {
    return demand.metAt(product, atoms, component[0])
        || steps.stream().anyMatch(step -> meets(demand, step));
  }

  private boolean meets(Demand demand, int step) {
    return demand.metBy(atoms, product.edge(step))
        || demand.metAt(product, atoms, product.target(step));
  }

  /** A strong demand may have no step that meets it: then its action cannot be taken here. */
  private void meet(Demand demand) {
    go(step -> meets(demand, step));
  }

  /** Takes a shortest way, of at least one step, that ends with such a step, if there is one. */
  private void go(IntPredicate goal) {
    Map<Integer, Integer> via = new HashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(at));
    for (Integer from = queue.poll(); from != null; from = queue.poll()) {
      for (int step = product.firstStep(from); step < product.stepsEnd(from); step++) {
        int target = product.target(step);
        if (Arrays.binarySearch(component, target) < 0) {
          continue;
        }
        if (goal.test(step)) {
          append(from, step, via);
          return;
        }
        if (target != at && via.putIfAbsent(target, step) == null) {
          queue.add(target);
        }
      }
    }
  }

  private void append(int from, int last, Map<Integer, Integer> via) {
    List<Integer> way = new ArrayList<>(List.of(last));
    int back = from;
    while (back != at) {
      Integer step = known(via, back);
      way.add(step);
      back = source(step);
    }
    Collections.reverse(way);
    steps.addAll(way);
    at = product.target(last);
  }

  private static Integer known(Map<Integer, Integer> via, int back) {
    @Nullable Integer step = via.get(back);
    if (step == null) {
      throw new IllegalStateException("a pair was reached without a step");
    }
    return step;
  }

  private int source(int step) {
    int low = 0;
    int high = product.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (product.firstStep(middle) <= step) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
