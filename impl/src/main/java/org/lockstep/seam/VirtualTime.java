package org.lockstep.seam;

import java.util.function.ToIntFunction;

/**
 * Time that passes, and interrupts that come, when the driver of a replay says so, for each thread
 * by itself. Used while all threads but one are parked: plain fields are enough.
 */
public final class VirtualTime implements Surroundings {
  private final ToIntFunction<Thread> number;
  private final long[] now;
  private final boolean[] interrupted;

  /** For so many threads, known by their numbers from 0. */
  public VirtualTime(int threads, ToIntFunction<Thread> number) {
    this.number = number;
    this.now = new long[threads];
    this.interrupted = new boolean[threads];
  }

  /** One nanosecond passes for the thread of this number. */
  public void tick(int thread) {
    now[thread]++;
  }

  /** What {@link Thread#interrupt} is in real life. */
  public void interrupt(int thread) {
    interrupted[thread] = true;
  }

  public boolean isInterrupted(int thread) {
    return interrupted[thread];
  }

  /** The thread of this number has ended. */
  public void ended(int thread) {
    interrupted[thread] = false;
  }

  @Override
  public long nanoTime(Thread thread) {
    return now[number.applyAsInt(thread)];
  }

  @Override
  public boolean isInterrupted(Thread thread) {
    return interrupted[number.applyAsInt(thread)];
  }

  @Override
  public void clearInterrupt(Thread current) {
    interrupted[number.applyAsInt(current)] = false;
  }
}
