package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.LincheckAssertionError;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lockstep.device.ManualDevice;

/** {@link LeasePool} against what it is to whoever makes one call at a time. */
final class LeasePoolLincheckTest {
  /** A pool of one stream, whose lease anybody may give back: two at once, too. */
  public abstract static class Calls {
    private final LeasePool pool;

    Calls(LeasePool pool) {
      this.pool = pool;
    }

    /** Which lease of the stream it is; 0: none. */
    @Operation
    public long tryAcquire() {
      Lease lease = pool.tryAcquire();
      return lease == null ? 0 : lease.generation();
    }

    @Operation
    public long acquireAtOnce() throws InterruptedException {
      try {
        return pool.acquire(Duration.ZERO).generation();
      } catch (AcquireTimeoutException none) {
        return 0;
      }
    }

    /** Gives back, as its lessee would, the lease that is out now; 0: there is none. */
    @Operation
    public long release() {
      Lease lease = new Lease(pool, 0, pool.words.get(0));
      try {
        pool.release(lease);
        return lease.generation();
      } catch (StaleLeaseException stale) {
        return 0;
      }
    }
  }

  static LeasePoolBuilder settings() {
    return LeasePool.builder(new ManualDevice())
        .size(1)
        .hint(thread -> 0)
        .leakDetection(LeakDetection.OFF);
  }

  public static final class Sound extends Calls {
    public Sound() {
      super(settings().build());
    }
  }

  /** Fault: looks whether the slot is free, and then takes it. */
  private static final class TakesInTwo extends LeasePool {
    TakesInTwo() {
      super(settings());
    }

    @Override
    @Nullable Lease claim(LeaseSession me) {
      long word = words.get(0);
      if (SlotWords.state(word) != SlotWords.FREE) {
        return null;
      }
      long mine = SlotWords.claimed(word);
      while (!words.change(0, word, mine)) {
        word = words.get(0);
      }
      return lease(0, mine);
    }
  }

  public static final class Planted extends Calls {
    public Planted() {
      super(new TakesInTwo());
    }
  }

  /** One stream and its leases, for one caller at a time. */
  public static final class Sequential {
    private long generation;
    private boolean held;

    public long tryAcquire() {
      if (held) {
        return 0;
      }
      held = true;
      return ++generation;
    }

    public long acquireAtOnce() {
      return tryAcquire();
    }

    public long release() {
      if (!held) {
        return 0;
      }
      held = false;
      return generation;
    }
  }

  private static void check(Class<?> calls) {
    LinChecker.check(
        calls,
        new ModelCheckingOptions()
            .iterations(5)
            .threads(2)
            .actorsPerThread(3)
            .actorsBefore(1)
            .actorsAfter(1)
            .invocationsPerIteration(500)
            .sequentialSpecification(Sequential.class));
  }

  @Test
  void everyHistoryIsOneOfASequentialPool() {
    check(Sound.class);
  }

  @Test
  void aClaimInTwoAccessesIsFound() {
    assertThrows(LincheckAssertionError.class, () -> check(Planted.class));
  }
}
