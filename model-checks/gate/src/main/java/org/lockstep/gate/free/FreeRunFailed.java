package org.lockstep.gate.free;

import org.jspecify.annotations.Nullable;

/** A thread did not end, or let something out of a call that its client did not expect. */
public final class FreeRunFailed extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean stuck;

  private FreeRunFailed(String message, boolean stuck, @Nullable Throwable cause) {
    super(message, cause);
    this.stuck = stuck;
  }

  /**
   * @param where the thread is, with its stack
   */
  static FreeRunFailed stuck(String message, @Nullable Throwable where) {
    return new FreeRunFailed(message, true, where);
  }

  static FreeRunFailed threw(String message, @Nullable Throwable failure) {
    return new FreeRunFailed(message, false, failure);
  }

  /** A thread did not end; else, something was thrown. */
  public boolean isStuck() {
    return stuck;
  }
}
