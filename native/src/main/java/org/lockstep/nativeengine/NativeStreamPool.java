package org.lockstep.nativeengine;

import java.util.OptionalInt;
import org.bytedeco.javacpp.Pointer;

/**
 * A stream pool of the C++ engine on its host device. For platform threads only: the binding of a
 * thread belongs to the operating system's thread, which virtual threads share. The thread that
 * creates the pool is its main thread.
 */
public final class NativeStreamPool implements AutoCloseable {
  private final Pointer pool;

  /** A pool of the main thread's stream 0 and the workers' streams 1 to {@code poolSize}. */
  public NativeStreamPool(int poolSize) {
    if (!LockstepNative.isAvailable()) {
      throw new IllegalStateException(
          "the C++ engine was not built for this machine; install cmake and g++ and build again, or use the Java engine");
    }
    Pointer created = LockstepNative.poolCreate(poolSize);
    if (created == null) {
      throw new IllegalArgumentException(LockstepNative.lastError());
    }
    this.pool = created;
  }

  /** The calling thread's stream; binds the thread at first use. */
  public int current() {
    return checked(LockstepNative.poolCurrent(platformThread()));
  }

  /** Commits a buffer with nothing in it on the calling thread's stream. */
  public void submitNoop() {
    checked(LockstepNative.poolSubmitNoop(platformThread()));
  }

  /** From now on the calling thread works on this stream. */
  public void setCurrent(int stream) {
    checked(LockstepNative.poolSetCurrent(platformThread(), stream));
  }

  /** The calling thread is bound to no stream any more. */
  public void release() {
    checked(LockstepNative.poolRelease(platformThread()));
  }

  /** The stream the calling thread is bound to. */
  public OptionalInt bound() {
    int bound = checked(LockstepNative.poolBound(platformThread()));
    return bound == 0 ? OptionalInt.empty() : OptionalInt.of(bound - 1);
  }

  /**
   * Waits for everybody inside, then takes the streams down. Any number of threads may close, and
   * again.
   */
  @Override
  public void close() {
    // The C++ object stays until the process ends: a thread that comes late must find a closed
    // pool, not freed memory.
    checked(LockstepNative.poolClose(pool));
  }

  private Pointer platformThread() {
    if (IsVirtual.test(Thread.currentThread())) {
      throw new IllegalStateException(
          "a virtual thread called the C++ stream pool: its stream would be that of its carrier; use a platform thread,"
              + " or the Java engine");
    }
    return pool;
  }

  private static int checked(int result) {
    if (result >= 0) {
      return result;
    }
    String message = LockstepNative.lastError();
    if (result == -1 || result == -4) {
      throw new IllegalArgumentException(message);
    }
    throw new IllegalStateException(message);
  }
}
