package org.lockstep.encoding;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a thread knows of its encoding: a thread-local, gone with the thread. {@code call} and
 * {@code result} are used by the thread alone, and read by a replay while it is parked.
 */
final class EncoderSession {
  private static final int HIGH = 32;

  final int number;

  /** The thread's arguments. Any two threads' arguments add up to another sum than one's own. */
  final long first;

  final long second;
  final long expected;
  final Kernel own = new Kernel(Site.OWN);
  @Nullable String call;
  Result result = Result.NONE;

  /** Written by the thread. */
  private volatile long dispatched;

  /** Written by the device. */
  private final AtomicLong executed = new AtomicLong();

  /** Written by completion handlers, under the encoding lock. */
  private volatile long finished;

  EncoderSession(int number) {
    this.number = number;
    this.first = (long) number << HIGH;
    this.second = number;
    this.expected = first + second;
    // By value: nobody else ever sees this kernel.
    own.first = first;
    own.second = second;
  }

  /** Which session an argument comes from. */
  static int ofFirst(long argument) {
    return (int) (argument >>> HIGH);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only its own thread writes it.
  void dispatched() {
    dispatched++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Only its own thread writes it.
  void refused() {
    dispatched--;
  }

  void executed() {
    executed.incrementAndGet();
  }

  /** What the device has executed by now is complete. */
  void finish() {
    finished = executed.get();
  }

  boolean isPending() {
    return finished < dispatched;
  }
}
