package org.lockstep.nativeengine;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A pool of leased streams of the C++ engine on its host device. For platform threads only: a wait
 * holds the operating system's thread. An interrupt does not end a wait; a timeout or a close does.
 */
public final class NativeLeasePool implements AutoCloseable {
  /** As a timeout: waits without a limit. */
  public static final Duration FOREVER = Duration.ofNanos(-1);

  private final Pointer pool;

  /**
   * A pool of streams 0 to {@code size - 1}.
   *
   * @param fifo whether nobody overtakes who waits
   */
  public NativeLeasePool(int size, boolean fifo) {
    if (!LockstepNative.isAvailable()) {
      throw new IllegalStateException(
          "the C++ engine was not built for this machine; install cmake and g++ and build again, or use the Java engine");
    }
    Pointer created = LockstepNative.leasePoolCreate(size, fifo ? 1 : 0);
    if (created == null) {
      throw new IllegalArgumentException(LockstepNative.lastError());
    }
    this.pool = created;
  }

  /** A stream that is the caller's until the lease is closed, by whatever thread. */
  public final class Lease implements AutoCloseable {
    private final long handle;

    private Lease(long handle) {
      this.handle = handle;
    }

    /** The number of the stream. */
    public int index() {
      return (int) checked(LockstepNative.leasePoolStream(pool, handle));
    }

    /** Commits a buffer with nothing in it; refused once the lease is closed. */
    public void submitNoop() {
      checked(LockstepNative.leasePoolSubmitNoop(platformThread(), handle));
    }

    /** Gives the stream back; refused the second time. */
    @Override
    public void close() {
      checked(LockstepNative.leasePoolRelease(platformThread(), handle));
    }
  }

  /** A stream; null if none is free, or somebody waits for one. */
  public @Nullable Lease tryAcquire() {
    long handle = checked(LockstepNative.leasePoolTryAcquire(platformThread()));
    return handle == 0 ? null : new Lease(handle);
  }

  /**
   * A stream, after {@code timeout} in total at the latest.
   *
   * @throws TimeoutException if none became free in that time
   */
  public Lease acquire(Duration timeout) throws TimeoutException {
    long handle = LockstepNative.leasePoolAcquire(platformThread(), nanos(timeout));
    if (handle == LockstepNative.TIMEOUT) {
      throw new TimeoutException(LockstepNative.lastError());
    }
    return new Lease(checked(handle));
  }

  /** How many threads wait for a stream. */
  public int waiting() {
    return (int) checked(LockstepNative.leasePoolWaiting(pool));
  }

  /** Refuses whoever waits, and waits for those who lease. Any number of threads may, and again. */
  @Override
  public void close() {
    // The C++ object stays until the process ends: a thread that comes late must find a closed
    // pool, not freed memory.
    checked(LockstepNative.leasePoolClose(pool));
  }

  private static long nanos(Duration timeout) {
    try {
      return timeout.toNanos();
    } catch (ArithmeticException tooLong) {
      return timeout.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private Pointer platformThread() {
    if (IsVirtual.test(Thread.currentThread())) {
      throw new IllegalStateException(
          "a virtual thread called the C++ lease pool: its wait would hold its carrier; use a platform thread, or the"
              + " Java engine");
    }
    return pool;
  }

  private static long checked(long result) {
    if (result >= 0) {
      return result;
    }
    String message = LockstepNative.lastError();
    if (result == LockstepNative.BAD_ARGUMENT || result == LockstepNative.ILLEGAL_CALL) {
      throw new IllegalArgumentException(message);
    }
    throw new IllegalStateException(message);
  }
}
