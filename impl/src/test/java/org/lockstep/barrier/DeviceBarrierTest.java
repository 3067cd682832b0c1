package org.lockstep.barrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.lockstep.device.DeviceException;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankViolation;
import org.lockstep.lock.RankedLock;
import org.lockstep.pool.StreamPool;
import org.lockstep.stream.CommandStream;

@Timeout(60)
class DeviceBarrierTest {
  private final HostDevice device = new HostDevice();
  private final QueueStream home = new QueueStream(device, 0);
  private final DeviceBarrier barrier = new DeviceBarrier(() -> home, RankCheck.CHECK);
  private final QueueStream other;

  DeviceBarrierTest() {
    barrier.open(() -> home);
    other = barrier.open(() -> new QueueStream(device, 1));
  }

  private static void fails(String message) {
    throw new IllegalArgumentException(message);
  }

  @Test
  void theCurrentStreamIsThatOfTheNewestGuard() {
    assertSame(home, barrier.current());
    StreamGuard.with(other, () -> assertSame(other, barrier.current()));
  }

  @Test
  void synchronizeIsForTheThreadsStream() {
    ManualDevice manual = new ManualDevice();
    QueueStream idle = new QueueStream(manual, 0);
    QueueStream busy = new QueueStream(manual, 1);
    DeviceBarrier both = new DeviceBarrier(() -> idle, RankCheck.CHECK);
    both.open(() -> idle);
    both.open(() -> busy);
    busy.submit(() -> {});
    both.synchronize();
    assertTrue(manual.isBusy(1));
  }

  @Test
  void aBarrierIsForAllStreams() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      (i % 2 == 0 ? home : other).submit(ran::incrementAndGet);
    }
    barrier.synchronizeDevice();
    assertEquals(100, ran.get());
  }

  @Test
  void theFirstFailureIsThrownWithTheOthersWhenAllWereWaitedFor() {
    AtomicBoolean done = new AtomicBoolean();
    home.submit(() -> fails("first"));
    other.submit(() -> fails("second"));
    other.submit(
        () -> {
          LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
          done.set(true);
        });
    StreamFailedException first =
        assertThrows(StreamFailedException.class, barrier::synchronizeDevice);
    assertTrue(done.get());
    assertEquals(0, first.stream());
    String message = String.valueOf(first.getMessage());
    assertTrue(message.contains("work of stream 0 has failed"), message);
    assertEquals("first", cause(first));
    StreamFailedException second =
        assertInstanceOf(StreamFailedException.class, first.getSuppressed()[0]);
    assertEquals(1, second.stream());
    barrier.synchronizeDevice(); // they have been told
  }

  private static String cause(Throwable thrown) {
    return String.valueOf(Objects.requireNonNull(thrown.getCause()).getMessage());
  }

  private static String refusal(Executable deed) {
    return String.valueOf(assertThrows(RuntimeException.class, deed).getMessage());
  }

  @Test
  void aFenceMayBeRefused() {
    AtomicBoolean done = new AtomicBoolean();
    barrier.open(Refusing::new);
    home.submit(() -> done.set(true));
    StreamFailedException refused =
        assertThrows(StreamFailedException.class, barrier::synchronizeDevice);
    assertEquals("no more room", cause(refused));
    assertTrue(done.get());
  }

  private static final class Refusing implements FencedStream {
    @Override
    public int index() {
      return 7;
    }

    @Override
    public Fence fence() {
      throw new DeviceException("no more room");
    }

    @Override
    public @Nullable Throwable takeFailure() {
      return null;
    }
  }

  @Test
  void aStreamIsClosedWhenItsWorkIsDoneAlsoIfThatHasFailed() {
    AtomicBoolean done = new AtomicBoolean();
    other.submit(() -> fails("own"));
    other.submit(() -> done.set(true));
    assertThrows(StreamFailedException.class, () -> barrier.close(other));
    assertTrue(done.get());
    assertEquals(List.of(home), barrier.registry);
    other.destroy();
    barrier.synchronizeDevice();
    String refusal = refusal(() -> barrier.close(other));
    assertTrue(refusal.contains("stream 1, which this barrier does not know"), refusal);
  }

  @Test
  void aCommandStreamIsCommittedAndWaitedFor() {
    CommandStream stream =
        barrier.open(
            () ->
                new CommandStream(
                    device, 2, new RankedLock(LockRank.ENCODING, "of encoding", RankCheck.CHECK)));
    assertTrue(stream.fence().isPassed());
    AtomicInteger ran = new AtomicInteger();
    stream.encode(recorder -> recorder.dispatch(ran::incrementAndGet));
    barrier.synchronizeDevice();
    assertEquals(1, ran.get());
    stream.standAlone(() -> fails("overflow"));
    assertEquals(2, assertThrows(StreamFailedException.class, barrier::synchronizeDevice).stream());
    stream.synchronize();
    stream.call(
        () -> {
          String refusal = refusal(stream::fence);
          assertTrue(refusal.contains("inside of one of its jobs"), refusal);
        });
  }

  @Test
  void aStreamOfAPoolIsWaitedFor() {
    try (StreamPool pool = StreamPool.builder(device).workerStreams(2).build()) {
      DeviceBarrier pooled =
          new DeviceBarrier(() -> new PooledStream(pool.current()), RankCheck.CHECK);
      PooledStream mine = pooled.open(() -> new PooledStream(pool.current()));
      assertEquals(pool.current().index(), mine.index());
      AtomicBoolean done = new AtomicBoolean();
      Runnable slow =
          () -> {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            done.set(true);
          };
      pool.submit(buffer -> buffer.record(slow));
      pooled.synchronize();
      assertTrue(done.getAndSet(false));
      pool.submit(buffer -> buffer.record(slow));
      pooled.synchronizeDevice();
      assertTrue(done.get());
    }
  }

  /** Whoever holds a lock of a higher rank may not look at the registry. */
  @Test
  void nobodyWaitsWithALockInHand() {
    RankedLock stream = new RankedLock(LockRank.STREAM, "of a stream", RankCheck.CHECK);
    stream.lock();
    assertThrows(RankViolation.class, barrier::synchronizeDevice);
    stream.unlock();
    barrier.synchronizeDevice();
  }

  /** While one waits for the device, others open streams, and wait for theirs. */
  @Test
  void othersAreNotHeldUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    home.submit(() -> awaitQuietly(release));
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(barrier::synchronizeDevice);
    QueueStream mine = barrier.open(() -> new QueueStream(device, 3));
    AtomicBoolean done = new AtomicBoolean();
    mine.submit(() -> done.set(true));
    StreamGuard.with(mine, barrier::synchronize);
    assertTrue(done.get());
    assertFalse(waiting.isDone());
    release.countDown();
    waiting.get(30, TimeUnit.SECONDS);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Streams come and go, everybody submits, everybody waits: nobody finds own work undone. */
  @Test
  void manyAtOnce() {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int index = 2 + t;
      all.add(CompletableFuture.runAsync(() -> comeAndGo(index)));
    }
    all.forEach(CompletableFuture::join);
    assertEquals(List.of(home, other), barrier.registry);
  }

  private void comeAndGo(int index) {
    for (int round = 0; round < 50; round++) {
      AtomicInteger ran = new AtomicInteger();
      QueueStream mine = barrier.open(() -> new QueueStream(device, index));
      for (int i = 0; i < 5; i++) {
        mine.submit(ran::incrementAndGet);
        home.submit(ran::incrementAndGet);
      }
      if (round % 2 == 0) {
        barrier.synchronizeDevice();
        assertEquals(10, ran.get());
      }
      barrier.close(mine);
      mine.destroy();
      barrier.synchronize();
      assertEquals(10, ran.get());
    }
  }
}
