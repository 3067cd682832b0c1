package org.lockstep.barrier;

import org.jspecify.annotations.Nullable;

/** Fault: a guard that is closed twice gives its stream back twice. */
public final class GuardReleasesTwice extends StreamGuard {
  public GuardReleasesTwice(FencedStream stream, @Nullable Runnable giveBack) {
    super(stream, giveBack);
  }

  @Override
  public void close() {
    requireOwner();
    if (open) {
      requireNewest();
      restore();
    }
    if (giveBack != null) {
      giveBack(giveBack);
    }
  }
}
