package org.lockstep.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.device.DeviceException;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.EventCell.Count;
import org.lockstep.seam.Point;
import org.lockstep.seam.Seam;
import org.lockstep.seam.Steps;
import org.lockstep.seam.VirtualTime;

/**
 * What no replay of an event pool can see: how a thread sleeps, interrupts, calls that fail, what
 * comes between a look and a write. Mutants that only these tests notice are excused by their names
 * in specs/EventPool/manifest.json.
 */
@Timeout(20)
class EventPoolUnseenTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);

  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final DeviceStream stream = new DeviceStream(device, 0);
  private final EventPool pool = EventPool.builder().build();
  private final List<Completion> told = new ArrayList<>();

  /** Of a kind that no pool swallows. */
  private static final class Fatal extends VirtualMachineError {
    private static final long serialVersionUID = 1L;
  }

  private static void fail(Object unused) {
    throw new Fatal();
  }

  private Event recorded() {
    Event event = pool.take(stream);
    event.record();
    return event;
  }

  private static <T> FutureTask<T> started(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    new Thread(task).start();
    return task;
  }

  /** Spins, since what is waited for is a fact and no matter of time; ends with the test. */
  private static void until(BooleanSupplier fact) throws InterruptedException {
    while (!fact.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("waited in vain");
      }
      Thread.onSpinWait();
    }
  }

  private static void untilListed(Event event, int waiters) throws InterruptedException {
    until(
        () -> {
          event.cell.desk.lock();
          try {
            return event.cell.list.size() == waiters;
          } finally {
            event.cell.desk.unlock();
          }
        });
  }

  private void assertNothingInHand() {
    EventSession me = pool.session();
    assertEquals(0, me.ticket);
    assertFalse(me.unmarked);
    assertFalse(me.isTimed());
    assertNull(me.taken);
    assertNull(me.raising);
  }

  // How a thread waits.

  /** For as long as it takes: that it does not spin. */
  @Test
  void whoWaitsSleeps() throws Exception {
    Event event = recorded();
    for (boolean timed : new boolean[] {false, true}) {
      FutureTask<@Nullable Void> waiter =
          new FutureTask<>(
              () -> {
                assertThrows(
                    InterruptedException.class,
                    () -> {
                      if (timed) {
                        event.await(LONG);
                      } else {
                        event.await();
                      }
                    });
                return null;
              });
      Thread thread = new Thread(waiter);
      thread.start();
      Thread.State asleep = timed ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
      until(() -> thread.getState() == asleep);
      thread.interrupt();
      waiter.get();
    }
    assertTrue(event.cell.list.isEmpty());
  }

  /** An interrupt of virtual time ends no real park: whoever is interrupted must not begin one. */
  @Test
  void whoIsInterruptedAlreadyDoesNotSleep() {
    VirtualTime time = new VirtualTime(1, thread -> 0);
    Event event = EventPool.builder().surroundings(time).build().take(stream);
    event.record();
    time.interrupt(0);
    assertThrows(InterruptedException.class, event::await);
    assertFalse(time.isInterrupted(0));
  }

  @Test
  void aWaitMayBeLongerThanAClockCanTell() throws Exception {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE, EventPool.nanos(ages));
    assertEquals(1_000_000, EventPool.nanos(SHORT));
    assertTrue(pool.take(stream).await(ages));
  }

  /** Also in the same thread: a callback that it has asked for, and has yet to hear. */
  @Test
  void whoGivesUpLeavesItsCallbackOnTheList() throws Exception {
    Event event = recorded();
    event.then(told::add);
    assertFalse(event.await(SHORT));
    device.completeOne(0);
    assertEquals(List.of(new Completion(0, 1, 1)), told);
  }

  @Test
  void whoGivesUpLeavesOthersOnTheList() throws Exception {
    Event event = recorded();
    FutureTask<Boolean> other = started(() -> event.await(LONG));
    untilListed(event, 1);
    assertFalse(event.await(SHORT));
    untilListed(event, 1);
    device.completeOne(0);
    assertTrue(other.get());
  }

  @Test
  void whoIsDoneLeavesOthersOnTheList() throws Exception {
    Event event = recorded();
    FutureTask<Boolean> waiter = started(() -> event.await(LONG));
    untilListed(event, 1);
    event.record();
    event.then(told::add);
    device.completeOne(0);
    assertTrue(waiter.get());
    assertEquals(List.of(), told);
    device.completeOne(0);
    assertEquals(1, told.size());
  }

  @Test
  void aCallbackHearsTheNumberOfItsEvent() {
    pool.take(stream);
    Event second = recorded();
    second.then(told::add);
    device.completeOne(0);
    assertEquals(List.of(new Completion(1, 1, 1)), told);
  }

  // Calls that fail leave nothing in hand.

  @Test
  void whoHasTakenAnEventHasItElsewhere() {
    pool.take(stream);
    assertNothingInHand();
  }

  @Test
  void anInterruptedWaitLeavesNothingInHand() {
    Event event = recorded();
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> event.await(LONG));
    assertNothingInHand();
  }

  @Test
  void whatIsRefusedLeavesNothingInHand() {
    Event event = recorded();
    device.refuseNext();
    assertThrows(DeviceException.class, event::record);
    assertNothingInHand();
    device.refuseNext();
    assertThrows(DeviceException.class, () -> event.follow(stream));
    assertNothingInHand();
  }

  /** Whoever has it by then finds it as it was. */
  @Test
  void aStaleRecordAfterOneThatWasRefusedTouchesNothing() {
    Event event = pool.take(stream);
    device.refuseNext();
    assertThrows(DeviceException.class, event::record);
    event.close();
    Event next = pool.take(stream);
    long word = next.cell.word.get();
    assertThrows(StaleEventException.class, event::record);
    assertEquals(word, next.cell.word.get());
    assertEquals(1, next.cell.count().value());
  }

  @Test
  void anErrorOfACallbackLeavesNothingInHand() {
    Event event = recorded();
    event.then(EventPoolUnseenTest::fail);
    device.completeOne(0);
    assertNothingInHand();
    assertThrows(Fatal.class, () -> event.then(EventPoolUnseenTest::fail));
    assertNothingInHand();
    assertThrows(Fatal.class, () -> pool.whenReached(event, 1, () -> fail(event)));
    assertNothingInHand();
  }

  /** Whose lock could be taken twice, but no driver would let a thread try. */
  @Test
  void aJobInAJobDoesNotQueueUp() {
    List<String> entered = new ArrayList<>();
    Thread me = Thread.currentThread();
    Steps steps =
        new Steps() {
          @Override
          public boolean controlsThisThread() {
            return Thread.currentThread() == me;
          }

          @Override
          public void reach(Point point, @Nullable BooleanSupplier ready) {
            if (point instanceof EventPool.Point) {
              entered.add(point.action());
            }
          }
        };
    try (Seam.Installation installed = Seam.install(steps)) {
      stream.inTurn(() -> stream.inTurn(() -> entered.add("job")));
    }
    assertEquals(List.of("Enter", "job", "Leave"), entered);
  }

  // Between the look at a word and its change others change it: then it is looked at again.

  @Test
  void aCountIsChangedByOne() {
    EventCell cell = pool.take(stream).cell;
    Count seen = cell.count();
    assertTrue(cell.change(seen, new Count(1, 1)));
    assertFalse(cell.change(seen, new Count(2, 2)));
    assertEquals(new Count(1, 1), cell.count());
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

  private static List<Event> taken(EventPool pool, EventStream stream, int events) {
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      all.add(pool.take(stream));
    }
    return all;
  }

  @Test
  void whoGivesOrWhoSettlesBringsItHome() throws Exception {
    int events = 4_000;
    for (int round = 0; round < 20; round++) {
      EventPool fresh = EventPool.builder().build();
      List<Event> all = taken(fresh, stream, events);
      all.forEach(event -> fresh.reserve(fresh.session(), event));
      int home =
          sideBySide(
              () -> all.stream().mapToInt(event -> fresh.give(event) ? 1 : 0).sum(),
              () -> all.stream().mapToInt(event -> fresh.settle(event.cell) ? 1 : 0).sum());
      assertEquals(events, home);
    }
  }

  @Test
  void signalsAreReservedWhileOthersAreSettled() throws Exception {
    int pending = 100;
    int each = 2_000_000;
    for (int round = 0; round < 5; round++) {
      Event event = pool.take(stream);
      for (int i = 0; i < pending; i++) {
        pool.reserve(pool.session(), event);
      }
      Callable<Integer> comeAndGo =
          () -> {
            for (int i = 0; i < each; i++) {
              pool.reserve(pool.session(), event);
              pool.settle(event.cell);
            }
            return each;
          };
      int both = sideBySide(comeAndGo, comeAndGo);
      long word = event.cell.word.get();
      assertEquals(pending, EventWord.pending(word));
      assertEquals(pending + both, EventWord.recorded(word));
    }
  }

  @Test
  void aSignalIsCountedBesideAnEarlierOne() throws Exception {
    int events = 4_000;
    for (int round = 0; round < 20; round++) {
      List<Event> all = taken(EventPool.builder().build(), stream, events);
      sideBySide(() -> raiseAll(all, 1), () -> raiseAll(all, 2));
      assertTrue(all.stream().allMatch(event -> event.cell.count().value() == 2));
    }
  }

  private static int raiseAll(List<Event> all, int value) {
    for (Event event : all) {
      event.pool.raise(event.cell, value);
    }
    return all.size();
  }
}
