package org.lockstep.kit.explore;

import java.util.Arrays;
import java.util.function.Consumer;

/** The strongly connected components of a part of a product (Tarjan's algorithm, no recursion). */
final class Components {
  private static final int UNSEEN = -1;
  private static final int CLOSED = Integer.MAX_VALUE;

  private final Product product;
  private final int[] region;
  private final int[] low;
  private final int[] order;
  private final int[] cursor;
  private final IntList stack = new IntList();
  private final IntList path = new IntList();
  private int next;

  /** {@code region} says for each pair which part it belongs to; it may change between searches. */
  Components(Product product, int[] region) {
    this.product = product;
    this.region = region;
    this.low = new int[product.size()];
    this.order = new int[product.size()];
    this.cursor = new int[product.size()];
  }

  /** Hands over each component of the part that these pairs make up. */
  void search(int[] members, Consumer<int[]> found) {
    next = 0;
    for (int at : members) {
      order[at] = UNSEEN;
    }
    for (int at : members) {
      if (order[at] == UNSEEN) {
        from(at, region[at], found);
      }
    }
  }

  private void from(int root, int part, Consumer<int[]> found) {
    open(root);
    while (path.size() > 0) {
      int at = path.get(path.size() - 1);
      if (cursor[at] < product.stepsEnd(at)) {
        int target = product.target(cursor[at]++);
        if (region[target] != part) {
          continue;
        }
        if (order[target] == UNSEEN) {
          open(target);
        } else if (low[target] != CLOSED) {
          low[at] = Math.min(low[at], order[target]);
        }
      } else {
        path.removeLast();
        if (path.size() > 0) {
          int before = path.get(path.size() - 1);
          low[before] = Math.min(low[before], low[at]);
        }
        if (low[at] == order[at]) {
          found.accept(close(at));
        }
      }
    }
  }

  private void open(int at) {
    order[at] = next;
    low[at] = next++;
    cursor[at] = product.firstStep(at);
    stack.add(at);
    path.add(at);
  }

  private int[] close(int root) {
    IntList members = new IntList();
    int at;
    do {
      at = stack.removeLast();
      low[at] = CLOSED;
      members.add(at);
    } while (at != root);
    int[] component = members.toArray();
    Arrays.sort(component);
    return component;
  }
}
