package org.lockstep.kit.explore;

/** What must happen again and again on a loop of the product for its behaviour to count. */
sealed interface Demand {
  /** Whether being at this pair meets the demand. */
  boolean metAt(Product product, Atoms atoms, int at);

  /** Whether taking this edge of the graph meets the demand. */
  boolean metBy(Atoms atoms, int edge);

  /** The automaton's: a promise is not postponed for ever. */
  record Kept(Nnf promise) implements Demand {
    @Override
    public boolean metAt(Product product, Atoms atoms, int at) {
      return !product.cover(at).postponed().contains(promise);
    }

    @Override
    public boolean metBy(Atoms atoms, int edge) {
      return false;
    }
  }

  /** Weak fairness: the action is taken, or it cannot be. */
  record Weak(int action) implements Demand {
    @Override
    public boolean metAt(Product product, Atoms atoms, int at) {
      return !atoms.enabled(action, product.node(at));
    }

    @Override
    public boolean metBy(Atoms atoms, int edge) {
      return atoms.taken(action, edge);
    }
  }

  /** Strong fairness: the action is taken; a loop on which it never can be is excepted. */
  record Strong(int action) implements Demand {
    @Override
    public boolean metAt(Product product, Atoms atoms, int at) {
      return false;
    }

    @Override
    public boolean metBy(Atoms atoms, int edge) {
      return atoms.taken(action, edge);
    }
  }
}
