package org.lockstep.gate.free;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;
import org.lockstep.seam.Surroundings;

/** A clock for each thread, which ticks when a thread of its own says so; and real interrupts. */
final class FreeWorld implements Surroundings {
  /** Of so many ticks one is an interrupt. */
  private static final int INTERRUPTS = 8;

  private final List<String> names;
  private final Duration tick;
  private final AtomicLongArray ticks;
  private final AtomicReferenceArray<@Nullable Thread> threads;

  /**
   * @param names of the threads that have a clock
   * @param tick how far it goes at once
   */
  FreeWorld(List<String> names, Duration tick) {
    this.names = names;
    this.tick = tick;
    this.ticks = new AtomicLongArray(names.size());
    this.threads = new AtomicReferenceArray<>(names.size());
  }

  /** Called on the thread with this number before its calls. */
  void meet(int number) {
    threads.set(number, Thread.currentThread());
  }

  @Override
  public long nanoTime(Thread thread) {
    return ticks.get(names.indexOf(thread.getName())) * tick.toNanos();
  }

  @Override
  public boolean isInterrupted(Thread thread) {
    return REAL.isInterrupted(thread);
  }

  @Override
  public void clearInterrupt(Thread current) {
    REAL.clearInterrupt(current);
  }

  /**
   * Time passes, and threads are interrupted while that may be, as long as it matters to anyone.
   *
   * @param hurries whether somebody waits for a time to pass: then it does so soon
   */
  void pass(
      FreeThread me, BooleanSupplier matters, BooleanSupplier hurries, BooleanSupplier mayInterrupt)
      throws Exception {
    while (matters.getAsBoolean()) {
      int number = me.random.nextInt(names.size());
      Thread thread = threads.get(number);
      List<Value> whom = List.of(Value.model(names.get(number)));
      boolean interrupts = mayInterrupt.getAsBoolean() && me.random.nextInt(INTERRUPTS) == 0;
      if (thread != null && interrupts) {
        me.call(
            "Interrupt",
            whom,
            () -> {
              thread.interrupt();
              return null;
            });
      } else {
        me.call(
            "Tick",
            whom,
            () -> {
              ticks.incrementAndGet(number);
              return null;
            });
      }
      if (hurries.getAsBoolean()) {
        Thread.yield();
      } else {
        LockSupport.parkNanos(tick.toNanos());
      }
    }
  }
}
