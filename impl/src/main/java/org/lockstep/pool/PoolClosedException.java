package org.lockstep.pool;

/** The pool was closed before the call, or while the call was on its way in. */
public final class PoolClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  PoolClosedException(String call) {
    super(
        call
            + "() refused: the stream pool is closed; nothing was done. Open a new pool, or close the"
            + " pool only after its users have ended");
  }
}
