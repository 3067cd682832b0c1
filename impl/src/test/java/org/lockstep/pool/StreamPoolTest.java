package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.device.DeviceException;
import org.lockstep.device.ForwardingQueue;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.RankCheck;

@Timeout(60)
class StreamPoolTest {
  private final ManualDevice device = new ManualDevice();

  private StreamPool pool(int workerStreams) {
    return StreamPool.builder(device)
        .workerStreams(workerStreams)
        .rankCheck(RankCheck.CHECK)
        .build();
  }

  private static <T> T onThread(Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    new Thread(task).start();
    return task.get();
  }

  private static int indexOnThread(StreamPool pool) throws Exception {
    return onThread(() -> pool.current().index());
  }

  @Test
  void mainHasStreamZeroAndWorkersTakeTurns() throws Exception {
    StreamPool pool = pool(2);
    assertEquals(0, pool.current().index());
    assertEquals(1, indexOnThread(pool));
    assertEquals(2, indexOnThread(pool));
    assertEquals(1, indexOnThread(pool), "with more threads than streams, streams are shared");
    assertEquals(3, pool.size());
  }

  @Test
  void aThreadKeepsItsStreamUntilItReleasesIt() throws Exception {
    StreamPool pool = pool(3);
    List<Integer> seen =
        onThread(
            () -> {
              List<Integer> indices = new ArrayList<>();
              indices.add(pool.current().index());
              indices.add(pool.current().index());
              pool.release();
              indices.add(pool.current().index());
              pool.setCurrent(pool.byIndex(1));
              indices.add(pool.current().index());
              return indices;
            });
    assertEquals(List.of(1, 1, 2, 1), seen);
  }

  @Test
  void lookingBindsNobody() throws Exception {
    StreamPool pool = pool(2);
    int bound =
        onThread(
            () -> {
              assertEquals(2, pool.byIndex(2).index());
              assertEquals(0, pool.defaultStream().index());
              assertEquals(1, pool.fromPool().index());
              return pool.current().index();
            });
    assertEquals(2, bound, "fromPool takes a turn, the others do not");
    pool.byIndex(2);
    assertEquals(0, pool.current().index());
  }

  @Test
  void aWorkerCannotTakeTheMainStream() throws Exception {
    StreamPool pool = pool(2);
    String message =
        onThread(
            () ->
                String.valueOf(
                    assertThrows(IllegalArgumentException.class, () -> pool.setCurrent(0))
                        .getMessage()));
    assertTrue(message.contains("cannot be bound to stream 0"), message);
    pool.setCurrent(1);
    pool.setCurrent(0);
    assertEquals(0, pool.current().index());
  }

  @Test
  void wrongArgumentsAreNamed() {
    StreamPool pool = pool(2);
    StreamPool other = pool(2);
    assertThrows(IllegalArgumentException.class, () -> pool.byIndex(3));
    assertThrows(IllegalArgumentException.class, () -> pool.byIndex(-1));
    Stream foreign = other.byIndex(1);
    assertThrows(IllegalArgumentException.class, () -> pool.setCurrent(foreign));
    assertThrows(IllegalArgumentException.class, () -> pool(0));
  }

  @Test
  void streamsAreCreatedOnceAndOnlyWhenUsed() throws Exception {
    StreamPool pool = pool(3);
    assertEquals(0, device.queues(0) + device.queues(1) + device.queues(2) + device.queues(3));
    Stream first = onThread(pool::current);
    assertSame(first, pool.byIndex(1));
    assertEquals(1, device.queues(1));
    assertEquals(0, device.queues(2));
  }

  @Test
  void afterCloseEveryUseIsRefused() throws Exception {
    StreamPool pool = pool(1);
    pool.submit(buffer -> {});
    device.complete(0);
    pool.close();
    pool.close();
    assertEquals(0, device.queues(0));
    for (Runnable use :
        List.<Runnable>of(
            pool::current,
            () -> pool.submit(buffer -> {}),
            () -> pool.byIndex(1),
            pool::fromPool,
            pool::defaultStream)) {
      PoolClosedException refused = assertThrows(PoolClosedException.class, use::run);
      assertTrue(String.valueOf(refused.getMessage()).contains("Open a new pool"));
    }
    assertEquals(
        PoolClosedException.class,
        onThread(() -> assertThrows(PoolClosedException.class, pool::current).getClass()));
    assertEquals(0, device.queues(1), "nothing is created after the close");
  }

  @Test
  void closeWaitsForCallersInside() throws Exception {
    StreamPool pool = pool(1);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    Thread caller =
        new Thread(
            () -> {
              pool.submit(
                  buffer -> {
                    inside.countDown();
                    await(goOn);
                    buffer.record(done::incrementAndGet);
                  });
            });
    caller.start();
    inside.await();
    List<Thread> closers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread closer = new Thread(pool::close);
      closers.add(closer);
      closer.start();
    }
    while (!sealed(pool)) {
      Thread.onSpinWait();
    }
    assertEquals(1, device.queues(1), "the stream in use is still there");
    goOn.countDown();
    caller.join();
    assertEquals(1, done.get(), "the caller was not cut off");
    device.complete(1);
    for (Thread closer : closers) {
      closer.join();
    }
    assertEquals(0, device.queues(1));
  }

  private static boolean sealed(StreamPool pool) {
    for (int gate = 0; gate < pool.gates.count(); gate++) {
      if (!pool.gates.isSealed(gate)) {
        return false;
      }
    }
    return true;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anExceptionOfTheWorkReachesTheCallerAndLeavesNothingBehind() {
    StreamPool pool = pool(1);
    IllegalStateException planted = new IllegalStateException("planted");
    AtomicInteger executed = new AtomicInteger();
    assertSame(
        planted,
        assertThrows(
            IllegalStateException.class,
            () ->
                pool.submit(
                    buffer -> {
                      buffer.record(executed::incrementAndGet);
                      throw planted;
                    })));
    assertTrue(pool.current().lock.isFree());
    pool.submit(buffer -> buffer.record(() -> executed.addAndGet(10)));
    assertEquals(10, executed.get(), "what the failed work had recorded is dropped");
    device.complete(0);
    pool.close();
  }

  @Test
  void callsDoNotNest() {
    StreamPool pool = pool(1);
    pool.submit(
        buffer -> {
          assertEquals(0, pool.current().index());
          assertThrows(IllegalStateException.class, () -> pool.submit(inner -> {}));
          assertThrows(IllegalStateException.class, pool::close);
          assertThrows(IllegalStateException.class, pool::release);
          assertThrows(IllegalStateException.class, () -> pool.byIndex(1));
        });
    device.complete(0);
    pool.close();
  }

  /** What a close could not give back is told to its caller, who is in no call then. */
  @Test
  void aCloseThatFailsIsOver() {
    DeviceException gone = new DeviceException("the device was lost");
    StreamPool pool =
        StreamPool.builder(
                stream ->
                    new ForwardingQueue(device.createQueue(stream)) {
                      @Override
                      public void destroy() {
                        throw gone;
                      }
                    })
            .workerStreams(1)
            .build();
    pool.current();
    assertSame(gone, assertThrows(DeviceException.class, pool::close));
    assertThrows(PoolClosedException.class, pool::current);
  }

  @Test
  void manyThreadsOnARealDevice() throws Exception {
    HostDevice host = new HostDevice();
    StreamPool pool = StreamPool.builder(host).workerStreams(7).rankCheck(RankCheck.CHECK).build();
    int threads = 64;
    int rounds = 50;
    Map<Integer, AtomicInteger> onStream = new ConcurrentHashMap<>();
    AtomicInteger executed = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<FutureTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      FutureTask<Integer> task =
          new FutureTask<>(
              () -> {
                await(start);
                int mine = pool.current().index();
                onStream.computeIfAbsent(mine, index -> new AtomicInteger()).incrementAndGet();
                for (int n = 0; n < rounds; n++) {
                  pool.submit(buffer -> buffer.record(executed::incrementAndGet));
                  assertEquals(mine, pool.current().index());
                }
                return mine;
              });
      tasks.add(task);
      new Thread(task).start();
    }
    start.countDown();
    for (FutureTask<Integer> task : tasks) {
      assertNotEquals(0, task.get());
    }
    pool.close();
    assertEquals(threads * rounds, executed.get());
    assertEquals(7, onStream.size());
    onStream.values().forEach(count -> assertTrue(count.get() >= threads / 7));
    assertEquals(0, host.queues());
  }

  @Test
  void closingUnderFullLoadLosesNothing() throws Exception {
    for (int round = 0; round < 50; round++) {
      HostDevice host = new HostDevice();
      StreamPool pool = StreamPool.builder(host).workerStreams(3).stripes(2).build();
      AtomicInteger accepted = new AtomicInteger();
      AtomicInteger executed = new AtomicInteger();
      List<FutureTask<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        FutureTask<Boolean> task =
            new FutureTask<>(
                () -> {
                  while (true) {
                    try {
                      pool.submit(buffer -> buffer.record(executed::incrementAndGet));
                      accepted.incrementAndGet();
                    } catch (PoolClosedException closed) {
                      return true;
                    }
                  }
                });
        tasks.add(task);
        new Thread(task).start();
      }
      pool.close();
      assertEquals(0, host.queues());
      for (FutureTask<Boolean> task : tasks) {
        assertTrue(task.get());
      }
      assertEquals(accepted.get(), executed.get());
      assertEquals(0, host.queues());
    }
  }

  @Test
  void virtualThreadsAreThreadsLikeOthers() throws Exception {
    assumeTrue(
        Runtime.version().feature() >= 21, "skipped: this JDK has no virtual threads, 21 has");
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    HostDevice host = new HostDevice();
    StreamPool pool = StreamPool.builder(host).workerStreams(3).build();
    AtomicInteger executed = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Runnable body =
          () -> {
            int mine = pool.current().index();
            pool.submit(buffer -> buffer.record(executed::incrementAndGet));
            if (mine != pool.current().index() || mine == 0) {
              executed.addAndGet(1_000_000);
            }
          };
      threads.add((Thread) start.invoke(null, body));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    pool.close();
    assertEquals(200, executed.get());
    assertFalse(threads.isEmpty());
  }
}
