package org.lockstep.pool;

import java.lang.ref.Reference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.seam.Implements;
import org.lockstep.stream.CommandStream;

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

  private volatile @Nullable CommandStream commands;

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
   * The stream, to record on, for as long as the lease lasts: keep the lease as long. Threads may
   * share it. What is recorded when the lease is given back is committed then, and failures that
   * nobody has been told of go to the pool's {@link LeasePoolBuilder#failureListener}; whoever
   * calls the stream after that is refused with a {@link StaleLeaseException}.
   *
   * @throws StaleLeaseException if the lease was given back
   */
  public CommandStream commands() {
    pool.requireHeld("commands", this);
    CommandStream mine = commands;
    return mine == null ? firstCommands() : mine;
  }

  private synchronized CommandStream firstCommands() {
    CommandStream mine = commands;
    if (mine == null) {
      mine = pool.newCommands(this);
      commands = mine;
      if (watched != null) {
        watched.commands = mine;
      }
    }
    return mine;
  }

  /**
   * Records work into a command buffer of the stream and commits it, after what was recorded
   * through {@link #commands}. An exception of {@code work} reaches the caller, and what was
   * recorded by it is dropped.
   *
   * @throws StaleLeaseException if the lease was given back
   * @throws IllegalStateException in a job of {@link #commands}
   */
  @Implements("LeasePool!CallSubmit")
  public void submit(Consumer<? super CommandBuffer> work) {
    CommandStream mine = commands;
    if (mine != null) {
      if (mine.isInJob()) {
        throw new IllegalStateException(
            "submit() of "
                + this
                + " in a job of its stream would overtake the job: record with the recorder that the"
                + " job was given, or submit after the job");
      }
      mine.flush();
    }
    pool.submit(this, work);
  }

  /**
   * Gives the stream back. Does not wait for work that is pending: until it has completed nobody
   * gets the stream. What was recorded through {@link #commands} is pending work; a job of it that
   * another thread is in is waited for.
   *
   * @throws StaleLeaseException if it was given back before
   * @throws IllegalStateException in a job of {@link #commands}; the lease is not given back
   */
  @Override
  @Implements("LeasePool!CallRelease")
  public void close() {
    CommandStream mine = commands;
    if (mine != null) {
      pool.retire(mine, this);
    }
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
