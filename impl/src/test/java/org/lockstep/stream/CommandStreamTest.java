package org.lockstep.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.device.DeviceException;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.Event;
import org.lockstep.event.EventPool;
import org.lockstep.lock.RankCheck;

@Timeout(60)
class CommandStreamTest {
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final CommandStream stream = new CommandStream(device, 0, RankCheck.CHECK);
  private final List<String> done = new ArrayList<>();

  private static CommandStream onHost() {
    return new CommandStream(new HostDevice(), 0, RankCheck.CHECK);
  }

  private void kernel(String name) {
    stream.encode(recorder -> recorder.dispatch(() -> done.add(name)));
  }

  private void completeAll() {
    while (device.uncompleted(0) > 0) {
      device.completeOne(0);
    }
  }

  @Test
  void kernelsCoalesceIntoOneBuffer() {
    kernel("one");
    kernel("two");
    stream.flush();
    assertEquals(1, device.uncompleted(0));
    assertFalse(stream.query());
    completeAll();
    assertEquals(List.of("one", "two"), done);
    assertTrue(stream.query());
  }

  @Test
  void nothingRecordedIsNothingCommitted() {
    stream.flush();
    stream.synchronize();
    assertEquals(0, device.uncompleted(0));
  }

  @Test
  void fillAndCopyKeepTheOrderOfTheStream() {
    CommandStream host = onHost();
    long[] one = new long[3];
    long[] two = new long[3];
    host.fill(one, 7);
    host.copy(one, two);
    host.fill(one, 9);
    host.synchronize();
    assertArrayEquals(new long[] {7, 7, 7}, two);
    assertArrayEquals(new long[] {9, 9, 9}, one);
    assertThrows(IllegalArgumentException.class, () -> host.copy(new long[1], two));
  }

  @Test
  void anInnerCallIsPutOffAndDone() {
    stream.encode(
        recorder -> {
          recorder.dispatch(() -> done.add("one"));
          stream.signal(() -> done.add("signal"));
          stream.flush();
          stream.encode(inner -> inner.dispatch(() -> done.add("two")));
          recorder.dispatch(() -> done.add("three"));
          assertEquals(0, device.uncompleted(0));
        });
    assertEquals(1, device.uncompleted(0));
    completeAll();
    assertEquals(List.of("one", "two", "three", "signal"), done);
  }

  @Test
  void anInnerSynchronizeWaitsOffTheQueue() throws Exception {
    FutureTask<Boolean> caller =
        new FutureTask<>(
            () -> {
              stream.encode(
                  recorder -> {
                    recorder.dispatch(() -> done.add("one"));
                    stream.synchronize();
                    recorder.dispatch(() -> done.add("two"));
                  });
              return done.equals(List.of("one", "two"));
            });
    new Thread(caller).start();
    while (device.uncompleted(0) == 0) {
      Thread.onSpinWait();
    }
    stream.call(() -> assertFalse(caller.isDone())); // the queue is free while the other waits
    completeAll();
    assertTrue(caller.get());
  }

  @Test
  void aJobThatFailsReachesItsCallerAndNothingIsDropped() {
    RuntimeException own = new IllegalStateException("own");
    RuntimeException seen =
        assertThrows(
            IllegalStateException.class,
            () ->
                stream.encode(
                    recorder -> {
                      recorder.dispatch(() -> done.add("before"));
                      stream.flush();
                      throw own;
                    }));
    assertSame(own, seen);
    kernel("after");
    stream.flush();
    assertEquals(2, device.uncompleted(0));
    completeAll();
    assertEquals(List.of("before", "after"), done);
  }

  @Test
  void eachThingPutOffIsDoneAndTheFirstExceptionIsTheCallers() {
    RuntimeException own = new IllegalStateException("own");
    RuntimeException later = new IllegalStateException("later");
    CommandStream failing =
        new CommandStream(device, 0, RankCheck.CHECK) {
          @Override
          void mark(CommandSession me, Runnable signal) {
            throw later;
          }
        };
    RuntimeException seen =
        assertThrows(
            IllegalStateException.class,
            () ->
                failing.encode(
                    recorder -> {
                      recorder.dispatch(() -> done.add("before"));
                      failing.signal(() -> done.add("signal"));
                      failing.flush();
                      throw own;
                    }));
    assertSame(own, seen);
    assertArrayEquals(new Throwable[] {later}, seen.getSuppressed());
    completeAll();
    assertEquals(List.of("before"), done);
  }

  @Test
  void aHandlerThatFailsIsNoFailureOfTheWork() {
    List<@Nullable Throwable> told = new ArrayList<>();
    kernel("one");
    stream.onCompleted(told::add);
    stream.onCompleted(
        failure -> {
          throw new IllegalStateException("a handler that fails");
        });
    stream.onCompleted(told::add);
    stream.flush();
    completeAll();
    assertEquals(Arrays.asList(null, null), told);
    stream.synchronize();
  }

  @Test
  void aFailureOfTheDeviceReachesTheHandlersAndTheNextWhoSynchronizes() {
    List<@Nullable Throwable> told = new ArrayList<>();
    kernel("lost");
    stream.onCompleted(told::add);
    stream.onCompleted(told::add);
    stream.flush();
    device.failOne(0);
    assertEquals(2, told.size());
    assertTrue(String.valueOf(told.get(0)).contains("failed a command buffer"));
    WorkFailedException failure = assertThrows(WorkFailedException.class, stream::synchronize);
    assertTrue(String.valueOf(failure.getMessage()).contains("work of this stream has failed"));
    stream.synchronize();
    assertEquals(List.of(), done);
    kernel("next");
    stream.flush();
    stream.onCompleted(told::add);
    completeAll();
    assertEquals(List.of("next"), done);
    stream.flush();
    completeAll();
    assertEquals(3, told.size());
  }

  @Test
  void aRecorderIsOfUseInItsJobOnly() throws Exception {
    AtomicReference<CommandStream.@Nullable Recorder> kept = new AtomicReference<>();
    stream.encode(kept::set);
    CommandStream.Recorder recorder = Objects.requireNonNull(kept.get());
    IllegalStateException late =
        assertThrows(IllegalStateException.class, () -> recorder.dispatch(() -> {}));
    assertTrue(String.valueOf(late.getMessage()).contains("outside of the job"));
    stream.encode(
        mine -> assertThrows(IllegalStateException.class, () -> recorder.dispatch(() -> {})));
    CountDownLatch inJob = new CountDownLatch(1);
    CountDownLatch tried = new CountDownLatch(1);
    FutureTask<Boolean> job =
        new FutureTask<>(
            () -> {
              stream.encode(
                  mine -> {
                    kept.set(mine);
                    inJob.countDown();
                    try {
                      tried.await();
                    } catch (InterruptedException impossible) {
                      throw new AssertionError(impossible);
                    }
                  });
              return true;
            });
    new Thread(job).start();
    inJob.await();
    CommandStream.Recorder others = Objects.requireNonNull(kept.get());
    assertThrows(IllegalStateException.class, () -> others.dispatch(() -> {}));
    tried.countDown();
    assertTrue(job.get());
  }

  @Test
  void anEventIsCommittedWhenItIsRecorded() throws Exception {
    EventPool events = EventPool.builder().build();
    Event event = events.take(stream);
    kernel("one");
    event.record();
    assertEquals(1, device.uncompleted(0));
    assertFalse(event.isDone());
    device.completeOne(0);
    event.await();
    assertEquals(List.of("one"), done);
  }

  @Test
  void anEventIsReachedAlsoByWorkThatFails() throws Exception {
    Event event = EventPool.builder().build().take(stream);
    kernel("one");
    event.record();
    device.failOne(0);
    event.await();
    assertEquals(List.of(), done);
    assertThrows(WorkFailedException.class, stream::synchronize);
  }

  @Test
  void eventsInAJobArePutOffInOrder() throws Exception {
    CommandStream other = new CommandStream(device, 1, RankCheck.CHECK);
    EventPool events = EventPool.builder().build();
    Event ahead = events.take(other);
    Event mine = events.take(stream);
    ahead.record();
    stream.encode(
        recorder -> {
          recorder.dispatch(() -> done.add("one"));
          mine.record();
          ahead.follow(stream);
          mine.record();
          recorder.dispatch(() -> done.add("two"));
          assertEquals(0, device.uncompleted(0));
        });
    kernel("three");
    stream.flush();
    // What the job recorded with its first signal; the gate; the second signal; what came later.
    assertEquals(4, device.uncompleted(0));
    assertFalse(mine.isDone());
    device.completeOne(0);
    assertEquals(List.of("one", "two"), done);
    assertFalse(mine.isDone(), "recorded twice");
    assertThrows(DeviceException.class, () -> device.completeOne(0));
    device.completeOne(1);
    completeAll();
    mine.await();
    assertEquals(List.of("one", "two", "three"), done);
  }

  @Test
  void whatTheDeviceRefusesIsNotAwaitedForEver() throws Exception {
    EventPool events = EventPool.builder().limit(1).build();
    Event event = events.take(stream);
    kernel("one");
    device.refuseNext();
    assertThrows(DeviceException.class, event::record);
    event.await();
    event.close();
    Event again = events.take(stream);
    again.record();
    assertEquals(1, device.uncompleted(0));
    completeAll();
    again.await();
    again.close();
    assertEquals(List.of("one"), done);
    events.take(stream).close();
  }

  @Test
  void whoSynchronizesWaitsForTheGateToo() throws Exception {
    HostDevice host = new HostDevice();
    CommandStream behind = new CommandStream(host, 1, RankCheck.CHECK);
    Event event = EventPool.builder().build().take(stream);
    event.record();
    event.follow(behind);
    CountDownLatch asked = new CountDownLatch(1);
    FutureTask<@Nullable Void> waiter =
        new FutureTask<>(
            () -> {
              asked.countDown();
              behind.synchronize();
              return null;
            });
    new Thread(waiter).start();
    asked.await();
    assertFalse(behind.query());
    assertFalse(waiter.isDone());
    completeAll();
    waiter.get();
    assertTrue(behind.query());
  }

  @Test
  void whatIsRetiredIsRefusedAfterItsWorkWasCommitted() {
    List<Throwable> heard = new ArrayList<>();
    kernel("one");
    stream.retire(() -> new IllegalStateException("retired"), heard::add);
    stream.retire(() -> new IllegalStateException("again"), failure -> done.add("again"));
    assertEquals(1, device.uncompleted(0));
    assertEquals(
        "retired", assertThrows(IllegalStateException.class, () -> kernel("two")).getMessage());
    device.failOne(0);
    assertEquals(1, heard.size());
    assertEquals(List.of(), done);
  }
}
