package org.lockstep.pool;

/** No stream became free within the time that the caller would wait. Nothing was taken. */
public final class AcquireTimeoutException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  AcquireTimeoutException(long waitedNanos, int size) {
    super(
        "acquire() found none of "
            + size
            + " streams free within "
            + waitedNanos / 1_000_000
            + " ms; nothing was taken. Wait longer, lease for less long, or make the pool larger");
  }
}
