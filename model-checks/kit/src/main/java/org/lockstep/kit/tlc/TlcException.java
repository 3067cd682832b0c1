package org.lockstep.kit.tlc;

import org.jspecify.annotations.Nullable;

/** A request that TLC cannot serve, said in one message; never the verdict of a check. */
public final class TlcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TlcException(String message) {
    super(message);
  }

  public TlcException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
