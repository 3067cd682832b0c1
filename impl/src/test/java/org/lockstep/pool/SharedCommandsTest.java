package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.barrier.Fence;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.Event;
import org.lockstep.event.EventPool;
import org.lockstep.lock.RankCheck;
import org.lockstep.stream.CommandStream;
import org.lockstep.stream.WorkFailedException;

/** Recording on a stream that threads share. */
@Timeout(60)
class SharedCommandsTest {
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final List<Throwable> untold = Collections.synchronizedList(new ArrayList<>());
  private final StreamPool pool =
      StreamPool.builder(device)
          .workerStreams(1)
          .rankCheck(RankCheck.CHECK)
          .failureListener(untold::add)
          .build();
  private final List<String> done = new ArrayList<>();

  private Runnable noting(String name) {
    return () -> done.add(name);
  }

  private static void kernel(CommandStream stream, Runnable command) {
    stream.encode(recorder -> recorder.dispatch(command));
  }

  private static FutureTask<@Nullable Void> start(Runnable body) {
    FutureTask<@Nullable Void> task = new FutureTask<>(body, null);
    new Thread(task).start();
    return task;
  }

  @Test
  void oneStreamHasOneCommandStream() {
    List<CommandStream> seen = new ArrayList<>();
    pool.run(seen::add);
    pool.run(seen::add);
    assertSame(seen.get(0), seen.get(1));
    assertEquals(0, seen.get(0).index());
  }

  @Test
  void runsCoalesceAndSubmitComesAfterThem() {
    pool.run(stream -> kernel(stream, noting("one")));
    pool.run(stream -> kernel(stream, noting("two")));
    assertEquals(0, device.uncompleted(0));
    pool.submit(buffer -> buffer.record(noting("three")));
    assertEquals(2, device.uncompleted(0));
    device.complete(0);
    assertEquals(List.of("one", "two", "three"), done);
  }

  @Test
  void whoSynchronizesWaitsForWhatWasSubmittedToo() {
    List<Fence> fences = new ArrayList<>();
    pool.submit(buffer -> buffer.record(noting("one")));
    pool.run(stream -> fences.add(stream.fence()));
    assertFalse(fences.get(0).isPassed());
    device.completeOne(0);
    assertTrue(fences.get(0).isPassed());
    pool.run(CommandStream::synchronize);
    assertEquals(List.of("one"), done);
  }

  @Test
  void aRunInARunIsInline() {
    pool.run(
        stream ->
            stream.encode(
                recorder -> {
                  recorder.dispatch(noting("one"));
                  pool.run(
                      inner -> {
                        assertSame(stream, inner);
                        kernel(inner, noting("two"));
                        inner.flush();
                      });
                  assertEquals(0, pool.current().index());
                  recorder.dispatch(noting("three"));
                  assertEquals(0, device.uncompleted(0));
                }));
    assertEquals(1, device.uncompleted(0));
    device.completeOne(0);
    assertEquals(List.of("one", "two", "three"), done);
  }

  @Test
  void otherCallsInARunAreRefusedInWords() {
    pool.run(
        stream -> {
          String said =
              String.valueOf(
                  assertThrows(IllegalStateException.class, () -> pool.submit(buffer -> {}))
                      .getMessage());
          assertTrue(said.contains("submit()") && said.contains("run()"), said);
          assertThrows(IllegalStateException.class, pool::close);
        });
    pool.submit(
        buffer -> assertThrows(IllegalStateException.class, () -> pool.run(CommandStream::flush)));
  }

  @Test
  void anExceptionReachesTheCallerAndThePoolGoesOn() {
    assertThrows(
        ArithmeticException.class,
        () ->
            pool.run(
                stream -> {
                  throw new ArithmeticException();
                }));
    pool.run(stream -> kernel(stream, noting("one")));
    FutureTask<@Nullable Void> closer = start(pool::close);
    while (device.uncompleted(0) == 0) {
      Thread.onSpinWait();
    }
    assertFalse(closer.isDone(), "it waits for the device");
    device.completeOne(0);
    assertEquals(List.of("one"), done);
  }

  @Test
  void closeWaitsForWhoIsInsideAndCommitsWhatItRecorded() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<@Nullable CommandStream> kept = new AtomicReference<>();
    FutureTask<@Nullable Void> user =
        start(
            () ->
                pool.run(
                    stream -> {
                      kept.set(stream);
                      inside.countDown();
                      awaitQuietly(goOn);
                      kernel(stream, noting("late"));
                    }));
    inside.await();
    FutureTask<@Nullable Void> closer = start(pool::close);
    FutureTask<@Nullable Void> another = start(pool::close);
    goOn.countDown();
    user.get();
    while (device.uncompleted(1) == 0) {
      Thread.onSpinWait();
    }
    assertFalse(closer.isDone());
    assertFalse(another.isDone());
    device.completeOne(1);
    closer.get();
    another.get();
    assertEquals(List.of("late"), done);
    assertThrows(PoolClosedException.class, () -> pool.run(stream -> done.add("closed")));
    CommandStream stale = Objects.requireNonNull(kept.get());
    assertThrows(PoolClosedException.class, () -> kernel(stale, noting("stale")));
    assertThrows(PoolClosedException.class, stale::flush);
    assertEquals(List.of("late"), done);
    assertEquals(0, device.queues(1));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailureReachesWhoSynchronizesOrTheListener() throws Exception {
    pool.run(
        stream -> {
          kernel(stream, noting("lost"));
          stream.flush();
          device.failOne(0);
          assertThrows(WorkFailedException.class, stream::synchronize);
          kernel(stream, noting("lost too"));
        });
    FutureTask<@Nullable Void> closer = start(pool::close);
    while (device.uncompleted(0) == 0) {
      Thread.onSpinWait();
    }
    device.failOne(0);
    closer.get();
    assertEquals(1, untold.size());
    assertEquals(List.of(), done);
  }

  @Test
  void threadsThatShareAStreamNeverCommitTwice() throws Exception {
    StreamPool hosted =
        StreamPool.builder(new HostDevice())
            .workerStreams(1)
            .rankCheck(RankCheck.CHECK)
            .failureListener(untold::add)
            .build();
    AtomicInteger executed = new AtomicInteger();
    List<FutureTask<@Nullable Void>> tasks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int mine = i;
      tasks.add(
          start(
              () -> {
                for (int round = 0; round < 200; round++) {
                  use(hosted, mine + round, executed);
                }
              }));
    }
    for (FutureTask<@Nullable Void> task : tasks) {
      task.get();
    }
    hosted.close();
    assertEquals(800, executed.get());
    assertEquals(List.of(), untold);
  }

  private static void use(StreamPool pool, int turn, AtomicInteger executed) {
    switch (turn % 4) {
      case 0 -> pool.run(stream -> kernel(stream, executed::incrementAndGet));
      case 1 -> pool.submit(buffer -> buffer.record(executed::incrementAndGet));
      case 2 ->
          pool.run(
              stream -> {
                stream.standAlone(executed::incrementAndGet);
                stream.flush();
              });
      default ->
          pool.run(
              stream -> {
                stream.encode(
                    recorder -> {
                      recorder.dispatch(executed::incrementAndGet);
                      stream.synchronize();
                    });
                assertTrue(executed.get() > 0);
              });
    }
  }

  @Test
  void anEventOfASharedStreamIsFollowedByALease() {
    EventPool events = EventPool.builder().build();
    LeasePool leases = LeasePool.builder(device).size(1).hint(thread -> 0).build();
    List<Event> taken = new ArrayList<>();
    ManualDevice other = ManualDevice.executingOnCompletion();
    StreamPool here = StreamPool.builder(other).workerStreams(1).build();
    here.run(
        stream -> {
          kernel(stream, noting("before"));
          Event event = events.take(stream);
          event.record();
          taken.add(event);
        });
    try (Lease lease = leases.acquire(LeasePool.FOREVER)) {
      taken.get(0).follow(lease.commands());
      kernel(lease.commands(), noting("after"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    other.completeOne(0);
    device.complete(0);
    assertEquals(List.of("before", "after"), done);
    leases.close();
  }
}
