package org.lockstep.barrier;

import org.jspecify.annotations.Nullable;

/** Fault: a guard leaves the default stream behind, whatever there was before it. */
public final class GuardForgetsPrevious extends StreamGuard {
  public GuardForgetsPrevious(FencedStream stream, @Nullable Runnable giveBack) {
    super(stream, giveBack);
  }

  @Override
  void restore() {
    open = false;
    nest().newest = null;
  }
}
