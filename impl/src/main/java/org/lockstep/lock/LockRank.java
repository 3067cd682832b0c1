package org.lockstep.lock;

/** The ranks of locks, in the order of {@code specs/lock-ranks.json}: taken in ascending order. */
public enum LockRank {
  CREATION("creation"),
  POOL("pool"),
  ALLOCATOR_MAP("allocatorMap"),
  STREAM("stream"),
  ENCODING("encoding");

  private final String title;

  LockRank(String title) {
    this.title = title;
  }

  /** The name in the table and in the models. */
  public String title() {
    return title;
  }

  /** Counts from 1, as in the models. */
  public int rank() {
    return ordinal() + 1;
  }
}
