package org.lockstep.pool;

import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.seam.Implements;

/**
 * The right to work on a stream that nobody else has until it is given back. Any thread may use and
 * give back a lease, one at a time. Once given back it is of no use for ever: the next lease of the
 * stream has another generation, so that a second {@link #close} or a late {@link #submit} is
 * refused, whoever has the stream by then.
 */
public final class Lease implements AutoCloseable {
  final LeasePool pool;

  /** What the word of the slot was when the lease was taken. */
  final long word;

  private final int index;

  /** Set by the thread that took the lease, before anybody else has it. */
  LeakWatch.@Nullable Watched watched;

  Lease(LeasePool pool, int index, long word) {
    this.pool = pool;
    this.index = index;
    this.word = word;
  }

  /** Counts the leases of the stream, from 1. */
  long generation() {
    return SlotWords.generation(word);
  }

  /** The stream, from 0. */
  public int index() {
    return index;
  }

  /**
   * Records work into a command buffer of the stream and commits it. An exception of {@code work}
   * reaches the caller, and what was recorded is dropped.
   *
   * @throws StaleLeaseException if the lease was given back
   */
  @Implements("LeasePool!CallSubmit")
  public void submit(Consumer<? super CommandBuffer> work) {
    pool.submit(this, work);
  }

  /**
   * Gives the stream back. Does not wait for work that is pending: until it has completed nobody
   * gets the stream.
   *
   * @throws StaleLeaseException if it was given back before
   */
  @Override
  @Implements("LeasePool!CallRelease")
  public void close() {
    pool.release(this);
    if (watched != null) {
      watched.givenBack();
    }
    // Else the collector could find it lost while it is being given back, and report a leak.
    Reference.reachabilityFence(this);
  }

  @Override
  public String toString() {
    return "lease " + generation() + " of stream " + index;
  }
}
