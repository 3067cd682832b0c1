package org.lockstep.benchmarks.lease;

/**
 * What all of them can do: lend one of a fixed number of things to one borrower at a time, with a
 * wait of at most {@link #TIMEOUT_SECONDS} if none is free.
 */
interface Peer<T> extends AutoCloseable {
  /** Long enough never to be reached; still, each peer has to be ready for it. */
  int TIMEOUT_SECONDS = 10;

  T borrow() throws Exception;

  void giveBack(T lent);

  @Override
  default void close() {}

  /** Of what a peer returns for "the time is up". */
  static IllegalStateException outOfTime() {
    return new IllegalStateException(
        "nothing was given back in " + TIMEOUT_SECONDS + " s: the peer has lost it");
  }
}
