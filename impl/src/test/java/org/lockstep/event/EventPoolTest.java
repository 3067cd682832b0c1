package org.lockstep.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.lockstep.device.DeviceException;
import org.lockstep.device.HostDevice;
import org.lockstep.device.ManualDevice;

/** What the model does not show: arguments, messages, times, exceptions, a device that works. */
@Timeout(60)
class EventPoolTest {
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final DeviceStream stream = new DeviceStream(device, 0);
  private final List<Throwable> uncaught = new ArrayList<>();
  private final EventPool pool = EventPool.builder().limit(2).onUncaught(uncaught::add).build();

  @Test
  void whatWasNeverRecordedIsDone() throws Exception {
    Event event = pool.take(stream);
    assertTrue(event.isDone());
    event.await();
    assertTrue(event.await(Duration.ZERO));
  }

  @Test
  void isDoneWhenTheDeviceHasComeToIt() throws Exception {
    Event event = pool.take(stream);
    event.record();
    assertFalse(event.isDone());
    assertFalse(event.await(Duration.ofMillis(1)));
    device.completeOne(0);
    assertTrue(event.isDone());
    assertTrue(event.await(Duration.ZERO));
  }

  @Test
  void aFailedBufferIsComeToAsWell() throws Exception {
    Event event = pool.take(stream);
    event.record();
    device.failOne(0);
    event.await();
  }

  @Test
  void isTakenAgainWhenItHasComeHome() {
    Event first = pool.take(stream);
    first.record();
    first.close();
    Event second = pool.take(stream);
    assertEquals(1, second.index(), "the first is not home yet");
    device.completeOne(0);
    Event third = pool.take(stream);
    assertEquals(0, third.index());
    assertEquals(2, third.generation);
  }

  @Test
  void aStaleHandleIsRefusedInWords() {
    Event event = pool.take(stream);
    event.close();
    for (Executable use :
        List.<Executable>of(
            event::close,
            event::record,
            event::isDone,
            event::await,
            () -> event.then(done -> {}),
            () -> event.follow(stream),
            () -> event.nanosSince(event))) {
      String said = said(StaleEventException.class, use);
      assertTrue(said.contains("event 0") && said.contains("given back before"), said);
    }
  }

  @Test
  void tooManyInUseAreRefusedInWords() {
    pool.take(stream);
    pool.take(stream);
    String said = said(EventsExhaustedException.class, () -> pool.take(stream));
    assertTrue(said.contains("all 2 events"), said);
  }

  @Test
  void tooManyPendingAreRefusedInWords() {
    Event event = pool.take(stream);
    for (int i = 0; i < EventWord.MOST_PENDING; i++) {
      event.record();
    }
    String said = said(IllegalStateException.class, event::record);
    assertTrue(said.contains("255 signals pending"), said);
    device.completeOne(0);
    event.record();
  }

  @Test
  void goesAroundInTheMiddleOfUse() throws Exception {
    EventPool around = EventPool.builder().start(EventWord.VALUES - 2).build();
    Event event = around.take(stream);
    for (int i = 0; i < 5; i++) {
      event.record();
      assertFalse(event.isDone());
      device.completeOne(0);
      assertTrue(event.isDone());
    }
    assertEquals(3, event.cell.count().value());
  }

  @Test
  void aCallbackIsToldOfItsOwnEventOnceAndAlsoAfterItWasGivenBack() {
    List<Completion> told = new ArrayList<>();
    Event event = pool.take(stream);
    event.record();
    event.then(told::add);
    event.close();
    assertEquals(List.of(), told);
    device.completeOne(0);
    assertEquals(List.of(new Completion(0, 1, 1)), told);
    Event again = pool.take(stream);
    again.then(told::add);
    assertEquals(new Completion(0, 2, 1), told.get(1), "at once: nothing was recorded");
  }

  @Test
  void aCallbackThatThrowsKeepsNobodyFromBeingTold() {
    AtomicInteger told = new AtomicInteger();
    RuntimeException thrown = new RuntimeException("of the callback");
    Event event = pool.take(stream);
    event.record();
    event.then(
        done -> {
          throw thrown;
        });
    event.then(done -> told.incrementAndGet());
    event.close();
    device.completeOne(0);
    assertEquals(1, told.get());
    assertSame(thrown, uncaught.get(0));
    assertEquals(0, pool.take(stream).index(), "it came home");
  }

  @Test
  void aCallbackMayUseThePoolAndRecordAgain() {
    List<String> said = new ArrayList<>();
    Event event = pool.take(stream);
    event.record();
    event.then(
        done -> {
          event.record();
          event.then(again -> said.add("again " + again.value()));
          said.add("once " + done.value());
        });
    device.completeOne(0);
    device.completeOne(0);
    assertEquals(List.of("once 1", "again 2"), said);
  }

  @Test
  void anotherStreamWaitsOnTheDevice() {
    DeviceStream other = new DeviceStream(device, 1);
    Event event = pool.take(stream);
    event.record();
    event.follow(other);
    assertThrows(DeviceException.class, () -> device.completeOne(1));
    assertEquals(1, device.uncompleted(1));
    device.completeOne(0);
    device.completeOne(1);
    assertEquals(0, device.uncompleted(1));
  }

  @Test
  void aRefusedSignalLeavesNobodyWaiting() throws Exception {
    Event event = pool.take(stream);
    device.refuseNext();
    assertThrows(DeviceException.class, event::record);
    assertTrue(event.isDone());
    event.record();
    device.completeOne(0);
    event.await();
    event.close();
    assertEquals(0, pool.take(stream).index());
  }

  @Test
  void aRefusedSignalCountsWhenTheOneBeforeItDoes() throws Exception {
    Event event = pool.take(stream);
    event.record();
    device.refuseNext();
    assertThrows(DeviceException.class, event::record);
    assertFalse(event.isDone(), "the first signal is still to come");
    device.completeOne(0);
    assertTrue(event.isDone());
    event.close();
    assertEquals(0, pool.take(stream).index(), "it came home");
  }

  @Test
  void anInterruptEndsAWaitAndTheEventIsAsBefore() throws Exception {
    Event event = pool.take(stream);
    event.record();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, event::await);
    assertFalse(Thread.currentThread().isInterrupted());
    assertTrue(event.cell.list.isEmpty());
  }

  @Test
  void timesAreTheDevices() throws Exception {
    Event begin = pool.take(stream);
    Event end = pool.take(stream);
    begin.record();
    end.record();
    String said = said(IllegalStateException.class, () -> end.nanosSince(begin));
    assertTrue(said.contains("await it first"), said);
    device.completeOne(0);
    device.completeOne(0);
    assertTrue(end.nanosSince(begin) >= 0);
    assertTrue(begin.nanosSince(end) <= 0);
  }

  @Test
  void negativeTimeoutsAreRefused() {
    Event event = pool.take(stream);
    assertThrows(IllegalArgumentException.class, () -> event.await(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> EventPool.builder().limit(0));
  }

  @Test
  void wordsKeepTheirFieldsApart() {
    long word = EventWord.fresh(EventWord.VALUES - 1);
    for (int i = 1; i <= 200; i++) {
      word = EventWord.recordedOnce(EventWord.taken(word));
      assertEquals(i, EventWord.generation(word));
      assertEquals(i, EventWord.pending(word));
      assertEquals(i - 1, EventWord.recorded(word));
    }
    word = EventWord.settledOnce(EventWord.with(word, EventWord.DRAINING));
    assertEquals(EventWord.DRAINING, EventWord.state(word));
    assertEquals(199, EventWord.pending(word));
    assertEquals(199, EventWord.recorded(word));
    assertEquals(200, EventWord.generation(word));
  }

  @Test
  void streamsThatWorkWaitForEachOther() throws Exception {
    HostDevice host = new HostDevice();
    DeviceStream one = new DeviceStream(host, 0);
    DeviceStream two = new DeviceStream(host, 1);
    CountDownLatch held = new CountDownLatch(1);
    Event first = pool.take(one);
    Event second = pool.take(two);
    one.inTurn(() -> one.whenReached(() -> awaitQuietly(held)));
    first.record();
    first.follow(two);
    second.record();
    FutureTask<Boolean> waiting = new FutureTask<>(() -> second.await(Duration.ofSeconds(50)));
    new Thread(waiting).start();
    assertFalse(second.isDone());
    held.countDown();
    assertTrue(waiting.get());
    assertTrue(first.isDone());
    assertTrue(second.nanosSince(first) >= 0);
  }

  private static String said(Class<? extends Throwable> type, Executable call) {
    return String.valueOf(assertThrows(type, call).getMessage());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
