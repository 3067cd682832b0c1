package org.lockstep.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.StaleLeaseException;

class StreamGuardTest {
  private final ManualDevice device = new ManualDevice();
  private final QueueStream one = new QueueStream(device, 1);
  private final QueueStream two = new QueueStream(device, 2);
  private final AtomicInteger given = new AtomicInteger();

  @Test
  void guardsNestAndRestore() {
    assertNull(StreamGuard.current());
    try (StreamGuard outer = StreamGuard.over(one)) {
      assertSame(one, outer.stream());
      StreamGuard.with(two, () -> assertSame(two, StreamGuard.current()));
      assertSame(one, StreamGuard.current());
      assertEquals(7, StreamGuard.with(two, () -> 7));
      assertSame(one, StreamGuard.current());
      assertNull(CompletableFuture.supplyAsync(StreamGuard::current).join());
    }
    assertNull(StreamGuard.current());
  }

  @Test
  void anExceptionEndsAGuardToo() {
    IllegalArgumentException own = new IllegalArgumentException("own");
    assertSame(
        own,
        assertThrows(
            IllegalArgumentException.class,
            () ->
                StreamGuard.with(
                    one,
                    () -> {
                      throw own;
                    })));
    assertNull(StreamGuard.current());
  }

  @Test
  void aGuardEndsOnce() {
    StreamGuard outer = StreamGuard.over(one, given::incrementAndGet);
    StreamGuard inner = StreamGuard.over(two);
    inner.close();
    inner.close();
    assertSame(one, StreamGuard.current());
    outer.close();
    outer.close();
    inner.close();
    assertNull(StreamGuard.current());
    assertEquals(1, given.get());
  }

  @Test
  void outOfOrderIsRefusedInWords() {
    StreamGuard outer = StreamGuard.over(one, given::incrementAndGet);
    StreamGuard inner = StreamGuard.over(two);
    String refusal =
        String.valueOf(assertThrows(IllegalStateException.class, outer::close).getMessage());
    assertTrue(refusal.contains("the guard over stream 1"), refusal);
    assertTrue(refusal.contains("the guard over stream 2 is newer"), refusal);
    assertSame(two, StreamGuard.current());
    assertEquals(0, given.get());
    inner.close();
    outer.close();
    assertEquals(1, given.get());
  }

  @Test
  void anotherThreadIsRefusedInWords() {
    StreamGuard guard = StreamGuard.over(one, given::incrementAndGet);
    String refusal =
        CompletableFuture.supplyAsync(
                () ->
                    String.valueOf(
                        assertThrows(IllegalStateException.class, guard::close).getMessage()))
            .join();
    assertTrue(refusal.contains("of thread " + Thread.currentThread().getName()), refusal);
    assertSame(one, StreamGuard.current());
    guard.close();
    assertEquals(1, given.get());
  }

  @Test
  void theStreamOfALeaseIsGivenBackOnce() throws Exception {
    HostDevice host = new HostDevice();
    try (LeasePool pool = LeasePool.builder(host).size(1).build()) {
      Lease lease = Objects.requireNonNull(pool.tryAcquire());
      StreamGuard guard = StreamGuard.over(lease);
      assertEquals(lease.index(), guard.stream().index());
      assertNull(pool.tryAcquire());
      guard.close();
      try (Lease other = Objects.requireNonNull(pool.tryAcquire())) {
        guard.close();
        assertThrows(StaleLeaseException.class, lease::close);
        other.submit(buffer -> {});
      }
      Lease again = pool.acquire(Duration.ofSeconds(30));
      AtomicInteger ran = new AtomicInteger();
      StreamGuard.with(
          again,
          () -> {
            FencedLease stream =
                (FencedLease) java.util.Objects.requireNonNull(StreamGuard.current());
            stream.submit(ran::incrementAndGet);
            stream.fence().await();
          });
      assertEquals(1, ran.get());
      assertThrows(StaleLeaseException.class, again::close);
    }
  }

  /** The lease was given back by hand: the guard says so, and the thread has its stream again. */
  @Test
  void givingBackMayFail() {
    StreamGuard guard =
        StreamGuard.over(
            one,
            () -> {
              throw new IllegalArgumentException("no");
            });
    assertThrows(IllegalArgumentException.class, guard::close);
    assertNull(StreamGuard.current());
    guard.close();
  }
}
