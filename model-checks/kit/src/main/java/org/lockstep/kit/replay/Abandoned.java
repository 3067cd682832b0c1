package org.lockstep.kit.replay;

/**
 * Unwinds an operation whose path is over, back to its thread's idle loop; never seen outside this
 * package.
 */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1L;

  Abandoned() {
    super(
        "this operation is abandoned since its replay is over: let this error pass",
        null,
        false,
        false);
  }
}
