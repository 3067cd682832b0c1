package org.lockstep.gate.free;

import java.nio.file.Path;
import org.lockstep.gate.UnusableInput;
import org.lockstep.nativeengine.LockstepNative;

/** The C++ engine, which runs its rounds and writes its file by itself. */
final class NativeRecorder implements Recorder {
  /** The engine gives medians: of so many lots of rounds. */
  private static final int BATCHES = 8;

  private static final int BAD_ARGUMENT = -1;

  /** So the engine says, in free_thread.cpp, that a thread has not ended. */
  private static final String STUCK = ": stuck: ";

  @Override
  public void record(Request request, Path file) throws FreeRunFailed {
    long events =
        LockstepNative.recordFree(
            request.module().name(),
            request.variant(),
            "Free" + request.module().name(),
            request.built(),
            request.seed(),
            request.events(),
            request.calls(),
            request.dawdles() ? 1 : 0,
            (int) request.patience().toMillis(),
            file.toString());
    require(events);
  }

  @Override
  public double overheadPercent(FreeModule module, long seed, int rounds, int calls, int workload)
      throws FreeRunFailed {
    double[] ratios = new double[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
      long[] nanos = new long[2];
      int each = Math.max(1, rounds / BATCHES);
      require(LockstepNative.timeFree(module.name(), seed + i, each, calls, workload, nanos));
      ratios[i] = (double) nanos[0] / nanos[1];
    }
    return Recorder.percentMore(ratios);
  }

  private static void require(long result) throws FreeRunFailed {
    if (result == BAD_ARGUMENT) {
      throw new UnusableInput(LockstepNative.lastError());
    }
    if (result < 0) {
      String error = LockstepNative.lastError();
      throw error.contains(STUCK)
          ? FreeRunFailed.stuck(error, null)
          : FreeRunFailed.threw(error, null);
    }
  }
}
