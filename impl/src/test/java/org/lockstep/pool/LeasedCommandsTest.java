package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.lockstep.barrier.Fence;
import org.lockstep.device.DeviceException;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.Event;
import org.lockstep.event.EventPool;
import org.lockstep.stream.CommandStream;
import org.lockstep.stream.WorkFailedException;

/** Recording on a leased stream: what becomes of it when the lease ends. */
@Timeout(60)
class LeasedCommandsTest {
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final List<Throwable> untold = Collections.synchronizedList(new ArrayList<>());
  private final LeasePool pool =
      LeasePool.builder(device).size(1).failureListener(untold::add).build();
  private final List<String> done = new ArrayList<>();

  private static Lease taken(LeasePool pool) {
    return Objects.requireNonNull(pool.tryAcquire(), "no stream is free");
  }

  private Runnable noting(String name) {
    return () -> done.add(name);
  }

  private static void kernel(CommandStream stream, Runnable command) {
    stream.encode(recorder -> recorder.dispatch(command));
  }

  @Test
  void aLeaseHasOneStream() {
    try (Lease lease = taken(pool)) {
      assertSame(lease.commands(), lease.commands());
      assertEquals(lease.index(), lease.commands().index());
    }
    try (Lease next = taken(pool)) {
      assertTrue(next.commands().query());
    }
  }

  @Test
  void whatIsRecordedWhenTheLeaseEndsIsPendingWork() {
    Lease lease = taken(pool);
    kernel(lease.commands(), noting("one"));
    assertEquals(0, device.uncompleted(0));
    lease.close();
    assertEquals(1, device.uncompleted(0));
    assertNull(pool.tryAcquire(), "the stream still works for its last lessee");
    device.completeOne(0);
    assertEquals(List.of("one"), done);
    taken(pool).close();
  }

  @Test
  void nobodyHasTheStreamBeforeTheLastHandlerHasBeenCalled() {
    Lease lease = taken(pool);
    List<@Nullable Lease> seen = new ArrayList<>();
    kernel(lease.commands(), noting("one"));
    lease.commands().onCompleted(failure -> seen.add(pool.tryAcquire()));
    lease.close();
    device.completeOne(0);
    assertEquals(Collections.<@Nullable Lease>singletonList(null), seen);
    taken(pool).close();
  }

  @Test
  void aLeaseWithoutWorkIsFreeAtOnce() {
    Lease lease = taken(pool);
    assertTrue(lease.commands().query());
    lease.close();
    taken(pool).close();
  }

  @Test
  void theStreamOfAnEndedLeaseIsRefusedInEveryCall() {
    Lease lease = taken(pool);
    CommandStream stale = lease.commands();
    lease.close();
    Lease next = taken(pool);
    assertNotSame(stale, next.commands());
    for (Executable use :
        List.<Executable>of(
            lease::commands,
            () -> kernel(stale, noting("stale")),
            () -> stale.fill(new long[1], 1),
            () -> stale.onCompleted(failure -> done.add("handler")),
            () -> stale.signal(noting("signal")),
            () -> stale.whenReached(noting("reached")),
            stale::flush,
            stale::synchronize,
            stale::query,
            () -> stale.call(noting("job")),
            () -> lease.submit(buffer -> done.add("submit")),
            lease::close)) {
      StaleLeaseException error = assertThrows(StaleLeaseException.class, use);
      assertTrue(String.valueOf(error.getMessage()).contains("lease 1 of stream 0"));
    }
    assertEquals(0, device.uncompleted(0));
    next.close();
    assertEquals(List.of(), done);
    assertEquals(List.of(), untold);
  }

  @Test
  void whoSynchronizesWaitsForWhatWasSubmittedToo() {
    try (Lease lease = taken(pool)) {
      lease.submit(buffer -> buffer.record(noting("one")));
      Fence fence = lease.commands().fence();
      assertFalse(fence.isPassed());
      device.completeOne(0);
      assertTrue(fence.isPassed());
      lease.commands().synchronize();
    }
    assertEquals(List.of("one"), done);
  }

  @Test
  void aFailureReachesTheLesseeWhoSynchronizes() {
    Lease lease = taken(pool);
    kernel(lease.commands(), noting("lost"));
    lease.commands().flush();
    device.failOne(0);
    assertThrows(WorkFailedException.class, lease.commands()::synchronize);
    lease.close();
    assertEquals(List.of(), untold);
  }

  @Test
  void aFailureThatNobodyHasHeardOfReachesTheListener() {
    Lease lease = taken(pool);
    kernel(lease.commands(), noting("lost"));
    lease.commands().flush();
    device.failOne(0);
    lease.close();
    assertEquals(1, untold.size(), "it failed before");
    Lease next = taken(pool);
    kernel(next.commands(), noting("lost too"));
    next.close();
    device.failOne(0);
    assertEquals(2, untold.size(), "it failed after");
    try (Lease last = taken(pool)) {
      last.commands().synchronize();
    }
    assertEquals(2, untold.size(), "the next lessee is not told of it");
  }

  @Test
  void aListenerThatThrowsHoldsNobodyUp() {
    LeasePool own =
        LeasePool.builder(device)
            .size(1)
            .failureListener(
                failure -> {
                  throw new IllegalStateException("of the listener");
                })
            .build();
    Lease lease = taken(own);
    kernel(lease.commands(), noting("lost"));
    lease.close();
    device.failOne(0);
    taken(own).close();
  }

  @Test
  void whatTheDeviceRefusesWhenTheLeaseEndsIsTold() {
    Lease lease = taken(pool);
    List<@Nullable Throwable> told = new ArrayList<>();
    kernel(lease.commands(), noting("refused"));
    lease.commands().onCompleted(told::add);
    device.refuseNext();
    lease.close();
    assertEquals(1, untold.size());
    assertEquals(untold, told);
    taken(pool).close();
    assertEquals(List.of(), done);
  }

  @Test
  void aRefusedCommitIsTriedAgainAndCountsOnce() {
    Lease lease = taken(pool);
    kernel(lease.commands(), noting("one"));
    device.refuseNext();
    assertThrows(DeviceException.class, lease.commands()::flush);
    lease.commands().flush();
    lease.close();
    assertNull(pool.tryAcquire());
    device.completeOne(0);
    assertEquals(List.of("one"), done);
    taken(pool).close();
    assertEquals(List.of(), untold);
  }

  @Test
  void whatIsSubmittedComesAfterWhatWasRecorded() {
    Lease lease = taken(pool);
    kernel(lease.commands(), noting("recorded"));
    lease.submit(buffer -> buffer.record(noting("submitted")));
    kernel(lease.commands(), noting("recorded later"));
    lease.close();
    assertEquals(3, device.uncompleted(0));
    device.complete(0);
    assertEquals(List.of("recorded", "submitted", "recorded later"), done);
    taken(pool).close();
  }

  @Test
  void aJobNeitherSubmitsNorEndsItsLease() {
    Lease lease = taken(pool);
    CommandStream stream = lease.commands();
    stream.encode(
        recorder -> {
          recorder.dispatch(noting("one"));
          stream.encode(inner -> inner.dispatch(noting("two")));
          assertThrows(IllegalStateException.class, () -> lease.submit(buffer -> {}));
          assertThrows(IllegalStateException.class, lease::close);
          recorder.dispatch(noting("three"));
        });
    lease.close();
    device.completeOne(0);
    assertEquals(List.of("one", "two", "three"), done);
  }

  @Test
  void closingThePoolWaitsForTheLesseeAndForWhatItRecorded() throws Exception {
    Lease lease = taken(pool);
    kernel(lease.commands(), noting("one"));
    FutureTask<@Nullable Void> closer = new FutureTask<>(pool::close, null);
    new Thread(closer).start();
    lease.close();
    assertFalse(closer.isDone());
    device.completeOne(0);
    closer.get();
    assertEquals(List.of("one"), done);
    assertEquals(0, device.queues(0));
  }

  @Test
  void threadsMayShareALease() throws Exception {
    LeasePool hosted = LeasePool.builder(new HostDevice()).size(2).build();
    AtomicInteger executed = new AtomicInteger();
    List<FutureTask<@Nullable Void>> tasks = new ArrayList<>();
    Lease lease = taken(hosted);
    for (int i = 0; i < 4; i++) {
      tasks.add(
          new FutureTask<>(
              () -> {
                for (int round = 0; round < 200; round++) {
                  kernel(lease.commands(), executed::incrementAndGet);
                  if (round % 3 == 0) {
                    lease.commands().synchronize();
                  }
                }
                return null;
              }));
    }
    tasks.forEach(task -> new Thread(task).start());
    for (FutureTask<@Nullable Void> task : tasks) {
      task.get();
    }
    lease.close();
    hosted.close();
    assertEquals(800, executed.get());
  }

  @Test
  void oneWhoIsLateIsRefusedOrDone() throws Exception {
    LeasePool hosted = LeasePool.builder(new HostDevice()).size(1).build();
    for (int round = 0; round < 100; round++) {
      Lease lease = taken(hosted);
      CommandStream stream = lease.commands();
      AtomicInteger executed = new AtomicInteger();
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<Integer> other =
          new FutureTask<>(
              () -> {
                int recorded = 0;
                try {
                  while (true) {
                    kernel(stream, executed::incrementAndGet);
                    recorded++;
                    begun.countDown();
                  }
                } catch (StaleLeaseException asItShould) {
                  return recorded;
                }
              });
      new Thread(other).start();
      begun.await();
      lease.close();
      int recorded = other.get();
      try (Lease next = hosted.acquire(Duration.ofSeconds(50))) {
        assertEquals(recorded, executed.get(), "the next has the stream: all was executed");
        assertTrue(next.commands().query());
      }
    }
    hosted.close();
  }

  @Test
  void whatALostLesseeRecordedIsDone() throws Exception {
    LeasePool watching =
        LeasePool.builder(device)
            .size(1)
            .leakDetection(LeakDetection.ALL)
            .leakListener(report -> {})
            .build();
    Thread loser =
        new Thread(
            () -> {
              try {
                kernel(taken(watching).commands(), noting("lost"));
              } catch (RuntimeException e) {
                throw new AssertionError(e);
              }
            });
    loser.start();
    loser.join();
    while (device.uncompleted(0) == 0) {
      System.gc();
      Thread.onSpinWait();
    }
    device.completeOne(0);
    try (Lease next = watching.acquire(Duration.ofSeconds(50))) {
      assertNotNull(next);
    }
    assertEquals(List.of("lost"), done);
  }

  @Test
  void anEventOfALeasedStreamIsFollowedByAnother() throws Exception {
    LeasePool two = LeasePool.builder(device).size(2).build();
    EventPool events = EventPool.builder().build();
    Lease first = taken(two);
    Lease second = taken(two);
    int ahead = first.index();
    int behind = second.index();
    Event event = events.take(first.commands());
    kernel(first.commands(), noting("before"));
    event.record();
    assertEquals(1, device.uncompleted(ahead), "recorded, committed");
    event.follow(second.commands());
    kernel(second.commands(), noting("after"));
    first.close();
    second.close();
    assertThrows(DeviceException.class, () -> device.completeOne(behind));
    assertFalse(event.isDone());
    device.completeOne(ahead);
    event.await();
    device.complete(behind);
    assertEquals(List.of("before", "after"), done);
    event.close();
    assertThrows(StaleLeaseException.class, () -> events.take(first.commands()));
    two.close();
  }
}
