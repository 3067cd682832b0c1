package org.lockstep.pool;

/** A lease was used after it had been given back. Nothing was done, whoever has the stream now. */
public final class StaleLeaseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StaleLeaseException(String call, Lease lease) {
    super(
        call
            + "() refused: "
            + lease
            + " was given back before; nothing was done. Give a lease back once, after its last use:"
            + " try-with-resources does");
  }
}
