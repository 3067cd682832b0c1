package org.lockstep.gate.free;

import org.jspecify.annotations.Nullable;

/** A thread did not end, or let something out of a call that its client did not expect. */
final class FreeRunFailed extends Exception {
  private static final long serialVersionUID = 1;

  FreeRunFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
