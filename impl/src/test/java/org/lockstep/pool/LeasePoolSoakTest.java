package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.device.HostDevice;

/**
 * Real threads, as many as in a busy service, that lease, give up, are interrupted and die. {@code
 * -Dlockstep.soak=10000000} says how many leases in all, {@code -Dlockstep.seed} repeats the draws
 * (not the schedule).
 */
class LeasePoolSoakTest {
  private static final int THREADS = 64;
  private static final int STREAMS = 31;
  private static final long LEASES = Long.getLong("lockstep.soak", 200_000);
  private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

  /** A thread that dies does so once in so many leases, half of the times with one in its hand. */
  private static final int LIFE = 5_000;

  /** Of so many leases one is kept until so many threads wait. */
  private static final int KEPT = 2_500;

  private static final int WAITING = 8;

  private final AtomicIntegerArray owners = new AtomicIntegerArray(STREAMS);
  private final AtomicReferenceArray<@Nullable Thread> workers =
      new AtomicReferenceArray<>(THREADS);
  private final AtomicLong left = new AtomicLong(LEASES);
  private final AtomicLong leased = new AtomicLong();
  private final AtomicLong givenBack = new AtomicLong();
  private final AtomicLong leaked = new AtomicLong();
  private final AtomicLong timeouts = new AtomicLong();
  private final AtomicLong interrupts = new AtomicLong();
  private final AtomicLong submitted = new AtomicLong();
  private final AtomicLong executed = new AtomicLong();
  private final AtomicLong doubleOwners = new AtomicLong();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noStreamIsLostAndNoneHasTwoOwners(boolean barging) throws InterruptedException {
    String setup = "seed " + SEED + ", " + LEASES + " leases" + (barging ? ", barging" : "");
    System.out.println("soak: " + setup);
    HostDevice device = new HostDevice();
    LeasePoolBuilder settings =
        LeasePool.builder(device)
            .size(STREAMS)
            .leakDetection(LeakDetection.ALL)
            .leakListener(report -> {});
    LeasePool pool = barging ? settings.barging().build() : settings.build();
    List<Thread> managers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread manager = new Thread(() -> keepAlive(pool, number));
      managers.add(manager);
      manager.start();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    while (managers.stream().anyMatch(Thread::isAlive)) {
      Thread victim = workers.get(random.nextInt(THREADS));
      if (victim != null) {
        victim.interrupt();
      }
      if (pool.metrics().inUse() == STREAMS && leaked.get() > 0) {
        System.gc(); // so that leaks are found while others wait for them
      }
      Thread.sleep(0, 200_000);
    }
    // Whatever leaked comes home: all streams can be had again.
    List<Lease> all = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      Lease lease = pool.tryAcquire();
      while (lease == null) {
        System.gc();
        lease = pool.tryAcquire();
      }
      all.add(lease);
    }
    all.forEach(Lease::close);
    assertEquals(0, doubleOwners.get(), setup);
    assertEquals(leased.get(), givenBack.get() + leaked.get(), setup);
    assertEquals(leased.get() + STREAMS, pool.metrics().acquired(), setup);
    assertEquals(leaked.get(), pool.metrics().leaks(), setup);
    assertEquals(0, pool.metrics().waiting(), setup);
    pool.close();
    assertEquals(submitted.get(), executed.get(), setup);
    assertEquals(0, device.queues(), setup);
    System.out.printf(
        "soak: %,d leases, %,d timeouts, %,d interrupts, %,d leaked by dying threads, %,d works%n",
        leased.get(), timeouts.get(), interrupts.get(), leaked.get(), executed.get());
    assertTrue(timeouts.get() > 0 && interrupts.get() > 0 && leaked.get() > 0, setup);
  }

  /** One worker dies, the next one takes its place. */
  private void keepAlive(LeasePool pool, int number) {
    for (int life = 0; left.get() > 0; life++) {
      long seed = SEED + number + life * 1_000L;
      Thread worker = new Thread(() -> live(pool, new SplittableRandom(seed)));
      worker.start();
      workers.set(number, worker);
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException nobodyDoes) {
          throw new AssertionError(nobodyDoes);
        }
      }
    }
  }

  private void live(LeasePool pool, SplittableRandom random) {
    while (left.getAndDecrement() > 0) {
      Lease lease = lease(pool, random);
      if (lease == null) {
        continue;
      }
      leased.incrementAndGet();
      if (owners.incrementAndGet(lease.index()) != 1) {
        doubleOwners.incrementAndGet();
      }
      if (random.nextInt(16) == 0) {
        submitted.incrementAndGet();
        lease.submit(buffer -> buffer.record(executed::incrementAndGet));
      }
      if (random.nextInt(KEPT) == 0) {
        keepUntilSomeWait(pool);
      }
      owners.decrementAndGet(lease.index());
      int fate = random.nextInt(LIFE);
      if (fate == 0) {
        leaked.incrementAndGet();
        return;
      }
      lease.close();
      givenBack.incrementAndGet();
      if (fate == 1) {
        return;
      }
    }
  }

  /** In the end all streams are kept, and the others wait: on any number of processors. */
  private void keepUntilSomeWait(LeasePool pool) {
    while (pool.metrics().waiting() < WAITING && left.get() > 0) {
      LockSupport.parkNanos(20_000);
    }
  }

  private @Nullable Lease lease(LeasePool pool, SplittableRandom random) {
    try {
      Lease lease =
          switch (random.nextInt(4)) {
            case 0 -> pool.tryAcquire();
            case 1 -> pool.acquire(Duration.ofNanos(1 + random.nextInt(500_000)));
            default -> pool.acquire(LeasePool.FOREVER);
          };
      if (lease == null) {
        timeouts.incrementAndGet();
      }
      return lease;
    } catch (AcquireTimeoutException tooLong) {
      timeouts.incrementAndGet();
    } catch (InterruptedException cancelled) {
      interrupts.incrementAndGet();
    }
    return null;
  }
}
