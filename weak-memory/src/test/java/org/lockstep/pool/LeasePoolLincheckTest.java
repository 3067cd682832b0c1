package org.lockstep.pool;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.lockstep.device.PlainDevice;
import org.lockstep.seam.Surroundings;
import org.lockstep.weak.Lincheck;

/**
 * {@link LeasePool} against what it is to whoever makes one call at a time. What leaves threads
 * asleep is tried last: to Lincheck a hang takes long, and leaves it with threads that run on.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LeasePoolLincheckTest {
  /** Whose time is up at the second look: Lincheck's own clock stands still. */
  private static final class Impatient implements Surroundings {
    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanoTime(Thread thread) {
      return now.incrementAndGet();
    }

    @Override
    public boolean isInterrupted(Thread thread) {
      return false;
    }

    @Override
    public void clearInterrupt(Thread current) {}
  }

  /** A pool of one stream, whose lease anybody may use and give back: two at once, too. */
  public abstract static class Calls {
    private final PlainDevice device = new PlainDevice(false);
    private final LeasePool pool;

    Calls(Function<LeasePoolBuilder, LeasePool> maker) {
      pool =
          maker.apply(
              LeasePool.builder(device)
                  .size(1)
                  .hint(thread -> 0)
                  .leakDetection(LeakDetection.OFF)
                  .surroundings(new Impatient()));
    }

    /** Which lease of the stream it is; 0: none. */
    @Operation
    public long tryAcquire() {
      Lease lease = pool.tryAcquire();
      return lease == null ? 0 : lease.generation();
    }

    /** Comes to wait, and gives up. */
    @Operation
    public long acquireInTime() throws InterruptedException {
      try {
        return pool.acquire(Duration.ofNanos(1)).generation();
      } catch (AcquireTimeoutException none) {
        return 0;
      }
    }

    private Lease present() {
      return new Lease(pool, 0, pool.words.get(0));
    }

    /** Gives back, as its lessee would, the lease that is out now; 0: there is none. */
    @Operation
    public long release() {
      Lease lease = present();
      try {
        pool.release(lease);
        return lease.generation();
      } catch (StaleLeaseException stale) {
        return 0;
      }
    }

    // To submit is two steps, and so is to complete: beside each other they are not one call after
    // the other, so that they stay on one thread.

    @Operation(nonParallelGroup = "device")
    public long submit() {
      Lease lease = present();
      try {
        pool.submit(lease, buffer -> {});
        return lease.generation();
      } catch (StaleLeaseException stale) {
        return 0;
      }
    }

    @Operation(nonParallelGroup = "device")
    public void complete() {
      device.completeOne();
    }
  }

  public static final class Sound extends Calls {
    public Sound() {
      super(LeasePool::new);
    }
  }

  public static final class TakesInTwo extends Calls {
    public TakesInTwo() {
      super(SlotClaims.TakesInTwo::new);
    }
  }

  public static final class StaleReleaseFreesOther extends Calls {
    public StaleReleaseFreesOther() {
      super(org.lockstep.pool.StaleReleaseFreesOther::new);
    }
  }

  public static final class ReleaseBeforeDrain extends Calls {
    public ReleaseBeforeDrain() {
      super(org.lockstep.pool.ReleaseBeforeDrain::new);
    }
  }

  public static final class FirstWorkBringsHome extends Calls {
    public FirstWorkBringsHome() {
      super(org.lockstep.pool.FirstWorkBringsHome::new);
    }
  }

  public static final class LeakOnFailedAcquire extends Calls {
    public LeakOnFailedAcquire() {
      super(org.lockstep.pool.LeakOnFailedAcquire::new);
    }
  }

  public static final class WakeupLostOnCancel extends Calls {
    public WakeupLostOnCancel() {
      super(org.lockstep.pool.WakeupLostOnCancel::new);
    }
  }

  /** One stream and its leases, for one caller at a time. */
  public static final class SequentialCalls {
    private long generation;
    private boolean held;
    private int pending;

    public long tryAcquire() {
      if (held || pending > 0) {
        return 0;
      }
      held = true;
      return ++generation;
    }

    public long acquireInTime() {
      return tryAcquire();
    }

    public long release() {
      if (!held) {
        return 0;
      }
      held = false;
      return generation;
    }

    public long submit() {
      if (!held) {
        return 0;
      }
      pending++;
      return generation;
    }

    public void complete() {
      pending = Math.max(0, pending - 1);
    }
  }

  /**
   * Threads that lease a stream, waiting for it as long as it takes, and give it back; or close.
   */
  public abstract static class Uses {
    private final LeasePool pool;

    Uses(Function<LeasePoolBuilder, LeasePool> maker) {
      pool =
          maker.apply(
              LeasePool.builder(new PlainDevice(true))
                  .size(1)
                  .hint(thread -> 0)
                  .leakDetection(LeakDetection.OFF));
    }

    @Operation
    public boolean use() throws InterruptedException {
      try (Lease lease = pool.acquire(LeasePool.FOREVER)) {
        lease.submit(buffer -> {});
        return true;
      } catch (PoolClosedException closed) {
        return false;
      }
    }

    @Operation
    public void close() {
      pool.close();
    }
  }

  public static final class SoundUses extends Uses {
    public SoundUses() {
      super(LeasePool::new);
    }
  }

  public static final class LostWakeup extends Uses {
    public LostWakeup() {
      super(org.lockstep.pool.LostWakeup::new);
    }
  }

  public static final class WakeBeforeGrant extends Uses {
    public WakeBeforeGrant() {
      super(org.lockstep.pool.WakeBeforeGrant::new);
    }
  }

  public static final class TakenDownTwice extends Uses {
    public TakenDownTwice() {
      super(org.lockstep.pool.TakenDownTwice::new);
    }
  }

  public static final class CloseCutsOff extends Uses {
    public CloseCutsOff() {
      super(org.lockstep.pool.CloseCutsOff::new);
    }
  }

  public static final class CloseForgetsLatecomer extends Uses {
    public CloseForgetsLatecomer() {
      super(org.lockstep.pool.CloseForgetsLatecomer::new);
    }
  }

  public static final class CloseNeverReturns extends Uses {
    public CloseNeverReturns() {
      super(org.lockstep.pool.CloseNeverReturns::new);
    }
  }

  /** Nobody is refused but for the close. */
  public static final class SequentialUses {
    private boolean closed;

    public boolean use() {
      return !closed;
    }

    public void close() {
      closed = true;
    }
  }

  @Test
  @Order(1)
  void everyHistoryIsOneOfASequentialPool() {
    Lincheck.holds(Sound.class, SequentialCalls.class);
  }

  @Test
  @Order(2)
  void whoeverWaitsIsServedOrRefusedByTheClose() {
    assumeTrue(
        Boolean.getBoolean("lockstep.lincheck.waiting"),
        "Lincheck was not seen to end with threads that wait without a limit, in two minutes on a"
            + " loaded machine: ask for it with -Dlockstep.lincheck.waiting=true");
    Lincheck.holds(SoundUses.class, SequentialUses.class);
  }

  @Test
  @Order(3)
  void faultsOfTheWordsAreFound() {
    Lincheck.finds(
        "LeasePool",
        Set.of("TakesInTwo", "StaleReleaseFreesOther", "ReleaseBeforeDrain"),
        SequentialCalls.class,
        TakesInTwo.class,
        StaleReleaseFreesOther.class,
        ReleaseBeforeDrain.class,
        FirstWorkBringsHome.class,
        LeakOnFailedAcquire.class,
        WakeupLostOnCancel.class);
  }

  @Test
  @Order(4)
  void faultsOfWaitingAndOfTheCloseAreFound() {
    Lincheck.finds(
        "LeasePool",
        Set.of("TakenDownTwice"),
        SequentialUses.class,
        TakenDownTwice.class,
        CloseCutsOff.class,
        LostWakeup.class,
        WakeBeforeGrant.class,
        CloseForgetsLatecomer.class,
        CloseNeverReturns.class);
  }
}
