package org.lockstep.barrier;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.DeviceBarrier.Point;
import org.lockstep.pool.Lease;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * Makes a stream the calling thread's own until it is closed, then the one from before: {@code try
 * (StreamGuard guard = StreamGuard.over(stream)) { ... }}, or {@link #with}. Guards nest. A guard
 * over a lease gives the stream back, once.
 *
 * <p>A guard is closed by the thread that has opened it, the newest one first; anything else is
 * refused, and changes nothing. To close it again has no effect.
 */
public class StreamGuard implements AutoCloseable {
  /** The guards of a thread: a thread-local, read by a replay while the thread is parked. */
  static final class Nest {
    @Nullable StreamGuard newest;
  }

  private static final ThreadLocal<Nest> NEST = ThreadLocal.withInitial(Nest::new);

  final Thread owner = Thread.currentThread();
  final FencedStream stream;
  final @Nullable StreamGuard before;
  final @Nullable Runnable giveBack;

  /** The owner's alone. */
  boolean open = true;

  StreamGuard(FencedStream stream, @Nullable Runnable giveBack) {
    Nest mine = nest();
    this.stream = stream;
    this.giveBack = giveBack;
    this.before = mine.newest;
    mine.newest = this;
  }

  static Nest nest() {
    return NEST.get();
  }

  @Implements("DeviceBarrier!Guard")
  public static StreamGuard over(FencedStream stream) {
    return new StreamGuard(stream, null);
  }

  /** Over the stream of a lease, which is given back when the guard is closed. */
  public static StreamGuard over(Lease lease) {
    return new StreamGuard(new FencedLease(lease), lease::close);
  }

  /** Over a stream that is given back in this way when the guard is closed. */
  public static StreamGuard over(FencedStream stream, Runnable giveBack) {
    return new StreamGuard(stream, giveBack);
  }

  /** Runs this with the stream as the thread's own. */
  public static void with(FencedStream stream, Runnable body) {
    try (StreamGuard guard = over(stream)) {
      body.run();
    }
  }

  /** Computes this with the stream as the thread's own. */
  public static <T> T with(FencedStream stream, Supplier<? extends T> body) {
    try (StreamGuard guard = over(stream)) {
      return body.get();
    }
  }

  /** Runs this with the stream of the lease as the thread's own, and gives it back. */
  public static void with(Lease lease, Runnable body) {
    try (StreamGuard guard = over(lease)) {
      body.run();
    }
  }

  /** The stream of the calling thread's newest guard; null if it has none. */
  public static @Nullable FencedStream current() {
    StreamGuard newest = nest().newest;
    return newest == null ? null : newest.stream;
  }

  public final FencedStream stream() {
    return stream;
  }

  /**
   * The thread's stream is the one from before, also if giving this one back fails.
   *
   * @throws IllegalStateException on another thread, or if a newer guard is open
   */
  @Override
  @Implements("DeviceBarrier!End")
  public void close() {
    requireOwner();
    if (!open) {
      return;
    }
    requireNewest();
    restore();
    if (giveBack != null) {
      giveBack(giveBack);
    }
  }

  final void requireOwner() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "close() of "
              + this
              + " by thread "
              + Thread.currentThread().getName()
              + ": it says which stream is whose of thread "
              + owner.getName()
              + "; close it there");
    }
  }

  final void requireNewest() {
    StreamGuard newest = nest().newest;
    if (newest != this) {
      throw new IllegalStateException(
          "close() of " + this + " out of order: " + newest + " is newer; close that one first");
    }
  }

  void restore() {
    open = false;
    nest().newest = before;
  }

  @Implements("DeviceBarrier!GiveBack")
  final void giveBack(Runnable how) {
    if (Seam.on()) {
      Seam.at(Point.GIVE_BACK);
    }
    how.run();
  }

  @Override
  public String toString() {
    return "the guard over stream " + stream.index();
  }
}
