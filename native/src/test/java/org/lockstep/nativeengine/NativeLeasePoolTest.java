package org.lockstep.nativeengine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
final class NativeLeasePoolTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void engineIsThere() {
    assumeTrue(LockstepNative.isAvailable(), "the C++ engine was not built");
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void eachStreamIsLeasedOnce() throws Exception {
    try (NativeLeasePool pool = new NativeLeasePool(2, true);
        NativeLeasePool.Lease first = pool.acquire(Duration.ZERO);
        NativeLeasePool.Lease second = pool.acquire(NativeLeasePool.FOREVER)) {
      assertEquals(1, first.index() + second.index());
      assertNull(pool.tryAcquire());
      first.submitNoop();
    }
  }

  @Test
  void aClosedLeaseIsRefused() throws Exception {
    try (NativeLeasePool pool = new NativeLeasePool(1, true)) {
      NativeLeasePool.Lease lease = pool.acquire(Duration.ZERO);
      lease.close();
      assertRefused("stream 0 is over", lease::close);
      try (NativeLeasePool.Lease next = pool.acquire(Duration.ZERO)) {
        assertRefused("stream 0 is over", lease::close);
        assertRefused("stream 0 is over", lease::submitNoop);
        next.submitNoop();
      }
    }
  }

  @Test
  void aWaitIsAsLongAsItSays() throws Exception {
    try (NativeLeasePool pool = new NativeLeasePool(1, false);
        NativeLeasePool.Lease held = pool.acquire(Duration.ZERO)) {
      assertEquals(0, held.index());
      assertThrows(TimeoutException.class, () -> pool.acquire(Duration.ZERO));
      long begin = System.nanoTime();
      String why =
          assertThrows(TimeoutException.class, () -> pool.acquire(Duration.ofMillis(20)))
              .toString();
      assertTrue(System.nanoTime() - begin >= 20_000_000, why);
      assertTrue(why.contains("none of 1 streams became free within 20.0"), why);
      assertThrows(IllegalArgumentException.class, () -> pool.acquire(Duration.ofNanos(-2)));
      assertThrows(
          IllegalArgumentException.class, () -> pool.acquire(Duration.ofSeconds(Long.MIN_VALUE)));
    }
  }

  @Test
  void aLeaseGivenBackByAnotherThreadGoesToWhoWaits() throws Exception {
    try (NativeLeasePool pool = new NativeLeasePool(1, true)) {
      NativeLeasePool.Lease held = pool.acquire(Duration.ZERO);
      Future<NativeLeasePool.Lease> waiter =
          threads.submit(() -> pool.acquire(Duration.ofSeconds(Long.MAX_VALUE)));
      awaitWaiting(pool);
      CompletableFuture.runAsync(held::close, threads).get();
      waiter.get().close();
    }
  }

  @Test
  void closeRefusesWhoWaitsAndWaitsForWhoLeases() throws Exception {
    NativeLeasePool pool = new NativeLeasePool(1, true);
    NativeLeasePool.Lease held = pool.acquire(Duration.ZERO);
    Future<NativeLeasePool.Lease> waiter =
        threads.submit(() -> pool.acquire(NativeLeasePool.FOREVER));
    awaitWaiting(pool);
    Future<?> closer = threads.submit(pool::close);
    assertTrue(
        assertThrows(ExecutionException.class, waiter::get).toString().contains("is closed"));
    assertTrue(!closer.isDone());
    held.submitNoop();
    held.close();
    closer.get();
    pool.close();
    assertRefused("is closed", pool::tryAcquire);
    assertRefused("is closed", () -> pool.acquire(NativeLeasePool.FOREVER));
  }

  @Test
  void wrongBoundsAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> new NativeLeasePool(0, true));
  }

  private static void awaitWaiting(NativeLeasePool pool) {
    while (pool.waiting() == 0) {
      Thread.onSpinWait();
    }
  }

  private static void assertRefused(String why, Executable call) {
    String message = assertThrows(IllegalStateException.class, call).getMessage();
    assertNotNull(message);
    assertTrue(message.contains(why), message);
  }
}
