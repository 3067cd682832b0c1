package org.lockstep.gate.free;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;
import org.lockstep.seam.Seam;
import org.lockstep.seam.Surroundings;

/**
 * Time that passes by being looked at, and real interrupts. A thread's clock goes on by one tick
 * each time that the thread has read it: so it is known, and stands in its log, between which steps
 * that was.
 */
final class FreeWorld implements Surroundings {
  /** In one pause of so many a thread is interrupted. */
  private static final int INTERRUPTS = 8;

  private static final long PAUSE_NANOS = 10_000;

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
    long now = ticks.getAndIncrement(names.indexOf(thread.getName())) * tick.toNanos();
    FreeThread me = FreeThread.current();
    if (me != null && Seam.on()) {
      me.act("Tick");
    }
    return now;
  }

  @Override
  public boolean isInterrupted(Thread thread) {
    return REAL.isInterrupted(thread);
  }

  @Override
  public void clearInterrupt(Thread current) {
    REAL.clearInterrupt(current);
  }

  /** Interrupts threads while that may be, as long as it matters to anyone. */
  void interrupt(FreeThread me, BooleanSupplier matters, BooleanSupplier may) throws Exception {
    while (matters.getAsBoolean()) {
      int number = me.choices.below(names.size());
      Thread thread = threads.get(number);
      if (thread != null && may.getAsBoolean() && me.choices.oneIn(INTERRUPTS)) {
        me.call(
            "Interrupt",
            List.of(Value.model(names.get(number))),
            () -> {
              thread.interrupt();
              return null;
            });
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
