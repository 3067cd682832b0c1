package org.lockstep.gate.engine;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.lockstep.nativeengine.LockstepNative;

/** Keeps the threads of a replay on one core, if the C++ library is there to do it. */
final class Pinning {
  private Pinning() {}

  /** Without effect where it cannot be done: a replay is then slower, not different. */
  static void toOneCore() {
    if (LockstepNative.isAvailable()) {
      LockstepNative.pinCurrentThread();
    }
  }

  /**
   * Drives a replay from a thread on that same core: between any two paths the baton passes through
   * the driver's hands.
   */
  static <T> T driving(Supplier<T> replay) {
    FutureTask<T> task =
        new FutureTask<>(
            () -> {
              toOneCore();
              return replay.get();
            });
    Thread driver = new Thread(task, "replay-driver");
    driver.setDaemon(true);
    driver.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      driver.interrupt();
      Thread.currentThread().interrupt();
      throw new CompletionException("the replay was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
