package org.lockstep.barrier;

import org.jspecify.annotations.Nullable;

/**
 * Fault: nobody asks whose guard it is; the stream that was one thread's is then that of another.
 */
public final class GuardEndsElsewhere extends StreamGuard {
  public GuardEndsElsewhere(FencedStream stream, @Nullable Runnable giveBack) {
    super(stream, giveBack);
  }

  @Override
  public void close() {
    if (!open) {
      return;
    }
    if (Thread.currentThread() == owner) {
      requireNewest();
    }
    restore();
    if (giveBack != null) {
      giveBack(giveBack);
    }
  }
}
