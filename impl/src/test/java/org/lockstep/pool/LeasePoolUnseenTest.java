package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.device.ManualDevice;

/**
 * What no replay of a lease pool can see: messages, metrics, which work is done, how a thread
 * sleeps, what is refused to callers that no model has. Mutants that only these tests notice are
 * excused by their names in specs/LeasePool/manifest.json.
 */
@Timeout(20)
class LeasePoolUnseenTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final ManualDevice device = new ManualDevice();

  private LeasePool pool(int size) {
    return LeasePool.builder(device).size(size).hint(thread -> 0).build();
  }

  private static <T> FutureTask<T> started(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    new Thread(task).start();
    return task;
  }

  /** Spins, since what is waited for is a fact and no matter of time; ends with the test. */
  private static void await(BooleanSupplier fact) throws InterruptedException {
    while (!fact.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  private static void awaitWaiting(LeasePool pool, int count) throws InterruptedException {
    await(() -> pool.metrics().waiting() == count);
  }

  private static Lease taken(LeasePool pool) {
    return Objects.requireNonNull(pool.tryAcquire(), "no stream is free");
  }

  @Test
  void withoutPatienceNobodyWaits() {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    assertThrows(AcquireTimeoutException.class, () -> pool.acquire(Duration.ZERO));
    assertEquals(0, pool.metrics().waits());
    held.close();
  }

  /** For as long as it takes: that it does not spin. */
  @Test
  void whoWaitsSleeps() throws Exception {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    for (Duration patience : List.of(LeasePool.FOREVER, LONG)) {
      FutureTask<Integer> waiter =
          new FutureTask<>(
              () ->
                  assertThrows(InterruptedException.class, () -> pool.acquire(patience))
                      .hashCode());
      Thread thread = new Thread(waiter);
      thread.start();
      Thread.State asleep =
          patience.equals(LONG) ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
      await(() -> thread.getState() == asleep);
      thread.interrupt();
      waiter.get();
    }
    held.close();
  }

  @Test
  void theWorkIsDoneOnTheStreamThatIsLeased() {
    LeasePool pool = pool(2);
    Lease first = taken(pool);
    Lease second = taken(pool);
    AtomicInteger done = new AtomicInteger();
    second.submit(buffer -> buffer.record(done::incrementAndGet));
    assertEquals(0, device.uncompleted(first.index()));
    device.completeOne(second.index());
    assertEquals(1, done.get());
    first.close();
    second.close();
  }

  @Test
  void moreWorkThanCanBeCountedIsRefused() {
    LeasePool pool = pool(2);
    Lease other = taken(pool);
    Lease lease = taken(pool);
    for (int i = 0; i < SlotWords.MOST_PENDING; i++) {
      pool.pend(lease);
    }
    IllegalStateException error =
        assertThrows(IllegalStateException.class, () -> lease.submit(buffer -> {}));
    assertTrue(
        String.valueOf(error.getMessage()).contains("lease 1 of stream 1 has 1048575 works"),
        error::getMessage);
    assertEquals(SlotWords.MOST_PENDING, SlotWords.pending(pool.words.get(1)));
    assertTrue(SlotWords.isHeldBy(lease.generation(), pool.words.get(1)));
    other.close();
  }

  @Test
  void aRefusalNamesTheLease() {
    LeasePool pool = pool(2);
    taken(pool).close();
    Lease over = taken(pool);
    over.close();
    StaleLeaseException error = assertThrows(StaleLeaseException.class, over::close);
    assertTrue(
        String.valueOf(error.getMessage()).contains("lease 2 of stream 0"), error::getMessage);
  }

  /** Whoever gives back a stream for which others wait serves them, beginning with that stream. */
  @Test
  void whoServesOthersKeepsItsOwnStreamInMind() throws Exception {
    LeasePool pool = pool(2);
    Lease first = taken(pool);
    Lease second = taken(pool);
    FutureTask<Integer> waiter =
        started(
            () -> {
              try (Lease lease = pool.acquire(LONG)) {
                return lease.index();
              }
            });
    awaitWaiting(pool, 1);
    first.close();
    assertEquals(0, waiter.get());
    second.close();
    assertEquals(1, taken(pool).index());
  }

  @Test
  void hintsAreTakenModuloTheSize() {
    LeasePool pool = LeasePool.builder(device).size(3).hint(thread -> -1).build();
    assertEquals(2, taken(pool).index());
  }

  @Test
  void whoIsInterruptedAlreadyDoesNotSleep() {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> pool.acquire(LeasePool.FOREVER));
    held.close();
  }

  @Test
  void onlyWaitsAreCountedAndHowLongTheyWere() throws Exception {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    assertEquals(0, pool.metrics().waits());
    long before = System.nanoTime();
    assertThrows(AcquireTimeoutException.class, () -> pool.acquire(Duration.ofMillis(5)));
    long took = System.nanoTime() - before;
    assertEquals(1, pool.metrics().timeouts());
    FutureTask<Integer> waiter = started(() -> pool.acquire(LONG).index());
    awaitWaiting(pool, 1);
    held.close();
    assertEquals(0, waiter.get());
    await(() -> pool.metrics().waits() == 2);
    long most = System.nanoTime() - before;
    LeaseMetrics metrics = pool.metrics();
    assertEquals(1, metrics.timeouts());
    assertTrue(
        metrics.waitNanos() >= 5_000_000 && metrics.waitNanos() <= 2 * most, metrics::toString);
    assertTrue(metrics.longestWaitNanos() >= 5_000_000, metrics::toString);
    assertTrue(metrics.longestWaitNanos() <= Math.max(took, most - took), metrics::toString);
  }

  @Test
  void whatIsWatchedIsAsTheLevelSays() {
    for (LeakDetection level : LeakDetection.values()) {
      LeasePool pool = LeasePool.builder(device).size(1).leakDetection(level).build();
      int watched = 0;
      for (int i = 0; i < 10_240; i++) {
        try (Lease lease = taken(pool)) {
          watched += lease.watched == null ? 0 : 1;
        }
      }
      switch (level) {
        case OFF -> assertEquals(0, watched);
        case SAMPLED -> assertTrue(watched > 0 && watched < 1_000, "watched: " + watched);
        case ALL -> assertEquals(10_240, watched);
      }
    }
  }

  /** A lease that was given back is of no interest to the finder of leaks. */
  @Test
  void whatWasGivenBackIsNotReported() throws InterruptedException {
    List<LeakReport> reports = new ArrayList<>();
    LeasePool pool =
        LeasePool.builder(device)
            .size(1)
            .leakDetection(LeakDetection.ALL)
            .leakListener(
                report -> {
                  synchronized (reports) {
                    reports.add(report);
                  }
                })
            .build();
    for (int round = 1; round <= 2; round++) {
      for (int i = 0; i < 100; i++) {
        taken(pool).close();
      }
      assertNotNull(pool.tryAcquire()); // and lost
      await(
          () -> {
            System.gc();
            Lease next = pool.tryAcquire();
            if (next != null) {
              next.close();
            }
            return next != null;
          });
      int reported = round;
      await(() -> pool.metrics().leaks() >= reported);
    }
    synchronized (reports) {
      assertEquals(2, reports.size());
    }
  }

  // Between the look at a slot's word and its change others change it: then it is looked at again.

  @Test
  void workIsCountedWhileOtherWorkCompletes() throws Exception {
    LeasePool pool = pool(1);
    Lease lease = taken(pool);
    int works = SlotWords.MOST_PENDING / 2;
    for (int i = 0; i < works; i++) {
      pool.pend(lease);
    }
    for (int round = 0; round < 20; round++) {
      sideBySide(
          () -> {
            for (int i = 0; i < works; i++) {
              pool.pend(lease);
            }
            return 0;
          },
          () -> {
            for (int i = 0; i < works; i++) {
              pool.settle(0);
            }
            return 0;
          });
      assertEquals(works, SlotWords.pending(pool.words.get(0)));
    }
  }

  private static int sideBySide(Callable<Integer> one, Callable<Integer> other) throws Exception {
    CyclicBarrier begin = new CyclicBarrier(2);
    FutureTask<Integer> task =
        started(
            () -> {
              begin.await();
              return other.call();
            });
    begin.await();
    return one.call() + task.get();
  }

  @Test
  void whoClosesIsHeardByThoseWhoWork() throws Exception {
    int size = 300;
    LeasePool pool = pool(size);
    List<Lease> leases = new ArrayList<>();
    for (int s = 0; s < size; s++) {
      leases.add(taken(pool));
    }
    AtomicInteger working = new AtomicInteger(-1);
    FutureTask<Integer> worker =
        started(
            () -> {
              for (int s = 0; s < size; s++) {
                while (!SlotWords.isShut(pool.words.get(s)) && working.get() < size) {
                  working.set(s);
                  pool.pend(leases.get(s));
                  pool.settle(s);
                }
              }
              return 0;
            });
    int lost = 0;
    for (int s = 0; s < size; s++) {
      int slot = s;
      await(() -> working.get() == slot);
      pool.shut(slot);
      while (!SlotWords.isShut(pool.words.get(slot))) {
        lost++;
        pool.shut(slot);
      }
    }
    working.set(size);
    assertEquals(0, worker.get());
    assertEquals(0, lost);
  }

  @Test
  void ofManyClosersOneTakesAStreamDown() throws Exception {
    int size = 5_000;
    for (int round = 0; round < 20; round++) {
      LeasePool pool = pool(size);
      for (int s = 0; s < size; s++) {
        pool.shut(s);
      }
      Callable<Integer> closer =
          () -> {
            int taken = 0;
            for (int s = 0; s < size; s++) {
              taken += pool.takeDown(s) ? 1 : 0;
            }
            return taken;
          };
      assertEquals(size, sideBySide(closer, closer));
    }
  }
}
