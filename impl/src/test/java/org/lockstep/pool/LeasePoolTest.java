package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.DeviceException;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;

@Timeout(60)
class LeasePoolTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final ManualDevice device = new ManualDevice();

  private LeasePool pool(int size) {
    return LeasePool.builder(device).size(size).build();
  }

  private static <T> FutureTask<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    new Thread(task).start();
    return task;
  }

  /** Returns when so many wait: a fact of the pool, not a guess at the time it takes. */
  private static void awaitWaiting(LeasePool pool, int count) {
    while (pool.metrics().waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private static void awaitInUse(LeasePool pool, int count) {
    while (pool.metrics().inUse() != count) {
      Thread.onSpinWait();
    }
  }

  private static Lease taken(LeasePool pool) {
    return Objects.requireNonNull(pool.tryAcquire(), "no stream is free");
  }

  @Test
  void aStreamIsLeasedOnceAtATime() {
    LeasePool pool = pool(2);
    Lease one = taken(pool);
    Lease two = taken(pool);
    assertEquals(1, one.index() + two.index());
    assertNull(pool.tryAcquire());
    one.close();
    assertEquals(one.index(), taken(pool).index());
  }

  @Test
  void aThreadComesBackToItsStream() {
    LeasePool pool = pool(8);
    int mine = 0;
    for (int i = 0; i < 10; i++) {
      try (Lease lease = taken(pool)) {
        assertTrue(i == 0 || lease.index() == mine);
        mine = lease.index();
      }
    }
  }

  @Test
  void withoutPatienceTheFullPoolIsAnErrorAtOnce() {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    AcquireTimeoutException error =
        assertThrows(AcquireTimeoutException.class, () -> pool.acquire(Duration.ZERO));
    assertTrue(String.valueOf(error.getMessage()).contains("none of 1 streams"));
    held.close();
  }

  @Test
  void aTimeoutIsATotal() {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    long begin = System.nanoTime();
    Duration patience = Duration.ofMillis(30);
    assertThrows(AcquireTimeoutException.class, () -> pool.acquire(patience));
    assertTrue(System.nanoTime() - begin >= patience.toNanos());
    assertEquals(1, pool.metrics().timeouts());
    assertEquals(0, pool.metrics().waiting());
    held.close();
    taken(pool).close();
  }

  @Test
  void onlyForeverIsANegativeTimeout() {
    LeasePool pool = pool(1);
    assertThrows(IllegalArgumentException.class, () -> pool.acquire(Duration.ofMillis(-2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> LeasePool.builder(device).waitTimeout(Duration.ofNanos(-1)));
    assertEquals(Long.MAX_VALUE, LeasePool.nanos(Duration.ofSeconds(Long.MAX_VALUE)));
  }

  @Test
  void waitersAreServedInOrder() throws Exception {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    List<Integer> served = new ArrayList<>();
    List<FutureTask<Integer>> waiters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      waiters.add(
          start(
              () -> {
                try (Lease lease = pool.acquire(LeasePool.FOREVER)) {
                  served.add(number); // the stream is one thread's, and so is this list
                  return lease.index();
                }
              }));
      awaitWaiting(pool, i + 1);
    }
    assertNull(pool.tryAcquire());
    held.close();
    for (FutureTask<Integer> waiter : waiters) {
      assertEquals(0, waiter.get());
    }
    assertEquals(List.of(0, 1, 2, 3, 4), served);
    assertEquals(5, pool.metrics().waits());
  }

  @Test
  void nobodyOvertakesUnlessBargingIsAllowed() throws Exception {
    for (boolean barging : List.of(false, true)) {
      LeasePoolBuilder settings = LeasePool.builder(device).size(2).hint(thread -> 0);
      LeasePool pool = barging ? settings.barging().build() : settings.build();
      Lease one = taken(pool);
      Lease two = taken(pool);
      FutureTask<Integer> waiter = start(() -> pool.acquire(LONG).index());
      awaitWaiting(pool, 1);
      assertNull(pool.tryAcquire());
      two.close();
      assertEquals(1, waiter.get());
      assertNull(pool.tryAcquire());
      one.close();
      assertNotNull(pool.tryAcquire());
    }
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNothing() throws Exception {
    LeasePool pool = pool(1);
    Lease held = taken(pool);
    FutureTask<Boolean> waiter =
        new FutureTask<>(
            () -> {
              assertThrows(InterruptedException.class, () -> pool.acquire(LeasePool.FOREVER));
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(waiter);
    thread.start();
    awaitWaiting(pool, 1);
    thread.interrupt();
    assertEquals(false, waiter.get());
    held.close();
    taken(pool).close();
  }

  @Test
  void aLeaseIsGivenBackOnce() {
    LeasePool pool = pool(1);
    Lease first = taken(pool);
    first.close();
    Lease second = taken(pool);
    StaleLeaseException error = assertThrows(StaleLeaseException.class, first::close);
    assertTrue(String.valueOf(error.getMessage()).contains("stream 0 was given back before"));
    assertThrows(StaleLeaseException.class, () -> first.submit(buffer -> {}));
    assertNull(pool.tryAcquire());
    second.close();
    assertThrows(StaleLeaseException.class, second::close);
  }

  @Test
  void aLeaseCanBeGivenBackByAnotherThread() throws Exception {
    LeasePool pool = pool(1);
    Lease lease = taken(pool);
    start(
            () -> {
              lease.close();
              return true;
            })
        .get();
    taken(pool).close();
  }

  @Test
  void nobodyGetsAStreamThatStillWorks() throws Exception {
    LeasePool pool = pool(1);
    Lease lease = taken(pool);
    lease.submit(buffer -> buffer.record(() -> {}));
    lease.submit(buffer -> buffer.record(() -> {}));
    lease.close();
    assertNull(pool.tryAcquire());
    assertEquals(1, pool.metrics().inUse());
    FutureTask<Integer> waiter = start(() -> pool.acquire(LONG).index());
    awaitWaiting(pool, 1);
    device.completeOne(0);
    assertEquals(1, pool.metrics().waiting());
    device.completeOne(0);
    assertEquals(0, waiter.get());
  }

  @Test
  void workThatFailsLeavesNothingPending() {
    LeasePool pool = pool(1);
    Lease lease = taken(pool);
    assertThrows(
        ArithmeticException.class,
        () ->
            lease.submit(
                buffer -> {
                  throw new ArithmeticException();
                }));
    device.refuseNext();
    assertThrows(DeviceException.class, () -> lease.submit(CommandBuffer::failure));
    lease.close();
    taken(pool).close();
  }

  @Test
  void closeRefusesWaitersAndWaitsForLessees() throws Exception {
    LeasePool pool = pool(2);
    Lease one = taken(pool);
    Lease two = taken(pool);
    FutureTask<Integer> waiter = start(() -> pool.acquire(LeasePool.FOREVER).index());
    awaitWaiting(pool, 1);
    List<FutureTask<Boolean>> closers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      closers.add(
          start(
              () -> {
                pool.close();
                return true;
              }));
    }
    ExecutionException refused = assertThrows(ExecutionException.class, waiter::get);
    assertTrue(refused.getCause() instanceof PoolClosedException);
    one.submit(buffer -> buffer.record(() -> {}));
    one.close();
    two.close();
    assertTrue(closers.stream().noneMatch(FutureTask::isDone));
    device.complete(one.index());
    for (FutureTask<Boolean> closer : closers) {
      assertTrue(closer.get());
    }
    assertEquals(0, device.queues(0) + device.queues(1));
    assertThrows(PoolClosedException.class, pool::tryAcquire);
    assertThrows(PoolClosedException.class, () -> pool.acquire(LONG));
    assertThrows(StaleLeaseException.class, () -> one.submit(buffer -> {}));
    pool.close();
  }

  @Test
  void leakedLeasesAreReportedAndComeHome() throws Exception {
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
    CountDownLatch somebodyWaits = new CountDownLatch(1);
    FutureTask<Integer> lessee =
        start(
            () -> {
              Lease lease = taken(pool);
              somebodyWaits.await();
              return lease.index(); // so that it is not lost before
            });
    awaitInUse(pool, 1);
    FutureTask<Integer> waiter = start(() -> pool.acquire(LONG).index());
    awaitWaiting(pool, 1);
    somebodyWaits.countDown();
    assertEquals(0, lessee.get());
    while (!waiter.isDone()) {
      System.gc();
    }
    assertEquals(0, waiter.get());
    while (pool.metrics().leaks() == 0) {
      Thread.onSpinWait();
    }
    synchronized (reports) {
      LeakReport report = reports.get(0);
      assertEquals(LeakReport.Kind.UNREACHABLE, report.kind());
      assertTrue(report.site().getStackTrace().length > 1);
      assertTrue(
          List.of(report.site().getStackTrace()).toString().contains("LeasePoolTest"),
          report::toString);
    }
  }

  @Test
  void aLeaseThatIsTooOldIsReportedOnceAndKept() {
    List<LeakReport> reports = new ArrayList<>();
    LeasePool pool =
        LeasePool.builder(device)
            .size(1)
            .leakDetection(LeakDetection.ALL)
            .reportOlderThan(Duration.ofMillis(2))
            .leakListener(
                report -> {
                  synchronized (reports) {
                    reports.add(report);
                  }
                })
            .build();
    Lease lease = taken(pool);
    while (pool.metrics().leaks() == 0) {
      Thread.onSpinWait();
    }
    lease.close();
    synchronized (reports) {
      assertEquals(LeakReport.Kind.OVER_AGE, reports.get(0).kind());
      assertEquals(1, reports.size());
    }
  }

  @Test
  void aSampleOfLeasesIsWatched() {
    int picked = 0;
    for (long generation = 1; generation <= 1_024_000; generation++) {
      picked += LeakDetection.SAMPLED.picks(generation) ? 1 : 0;
    }
    assertTrue(
        picked > 900 && picked < 1100, "one in 1,024 of 1,024,000 is about 1,000: " + picked);
  }

  private static void waitInVain(LeasePool pool) throws InterruptedException {
    List<Lease> all = new ArrayList<>();
    for (Lease lease = pool.tryAcquire(); lease != null; lease = pool.tryAcquire()) {
      all.add(lease);
    }
    assertThrows(AcquireTimeoutException.class, () -> pool.acquire(Duration.ofMillis(1)));
    all.forEach(Lease::close);
  }

  @Test
  void virtualThreadsAreThreadsLikeOthers(@TempDir Path folder) throws Exception {
    assumeTrue(
        Runtime.version().feature() >= 21, "skipped: this JDK has no virtual threads, 21 has");
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    HostDevice host = new HostDevice();
    LeasePool pool = LeasePool.builder(host).size(3).build();
    int[] owners = new int[3];
    AtomicInteger wrong = new AtomicInteger();
    Runnable body =
        () -> {
          try (Lease lease = pool.acquire(LeasePool.FOREVER)) {
            int before = ++owners[lease.index()];
            // Gives up the carrier with the lease in hand: another virtual thread runs on it.
            Thread.yield();
            if (owners[lease.index()] != before) {
              wrong.incrementAndGet();
            }
          } catch (InterruptedException impossible) {
            wrong.incrementAndGet();
          }
        };
    Path file = folder.resolve("pinned.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
      recording.start();
      waitInVain(pool); // to load the classes of the event of a wait also keeps a carrier
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        threads.add((Thread) start.invoke(null, body));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
    assertTrue(events.removeIf(event -> event.getEventType().getName().endsWith("LeaseWait")));
    assertEquals(List.of(), events, "threads that wait must not keep their carriers");
    pool.close();
    assertEquals(0, wrong.get());
    assertEquals(2000, owners[0] + owners[1] + owners[2]);
    assertEquals(0, host.queues());
  }
}
