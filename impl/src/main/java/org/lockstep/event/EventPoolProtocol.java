package org.lockstep.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.EventCell.Count;
import org.lockstep.event.EventPool.Point;
import org.lockstep.event.EventSession.Raising;
import org.lockstep.event.EventSession.Result;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * The steps of an {@link EventPool}: each action of EventPool.tla is the method of the same name,
 * which passes its step point and then makes its one access that others could see. What a lock
 * protects is the affair of whoever holds it. A fault variant overrides the faulty step.
 */
abstract class EventPoolProtocol {
  final LeafLock guard = new LeafLock();
  final Deque<EventCell> free = new ArrayDeque<>();
  final List<EventCell> made = new ArrayList<>();
  final int start;
  private final int limit;
  private final Consumer<? super Throwable> uncaught;

  EventPoolProtocol(EventPoolBuilder settings) {
    this.start = settings.start;
    this.limit = settings.limit;
    this.uncaught = settings.uncaught;
  }

  // take, and the way home.

  @Implements("EventPool!LockPool")
  void lockPool() {
    if (Seam.on()) {
      Seam.await(Point.LOCK_POOL, guard::isFree);
    }
    guard.lock();
  }

  /** Taken for the next generation; the counter goes on from where it was. Null if none is left. */
  @Implements("EventPool!Pop")
  @Nullable Event pop(EventSession me, EventStream stream) {
    if (Seam.on()) {
      Seam.at(Point.POP);
    }
    EventCell cell = free.poll();
    if (cell == null) {
      if (made.size() == limit) {
        me.result = Result.EXHAUSTED;
        return null;
      }
      cell = new EventCell(made.size(), start);
      made.add(cell);
    }
    // At home nobody else changes its word.
    long word = EventWord.taken(cell.word.get());
    cell.word.set(word);
    me.taken = new Event((EventPool) this, cell, EventWord.generation(word), stream);
    return me.taken;
  }

  @Implements("EventPool!Push")
  void push(EventCell cell) {
    if (Seam.on()) {
      Seam.at(Point.PUSH);
    }
    free.push(cell);
  }

  @Implements("EventPool!UnlockPool")
  void unlockPool() {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK_POOL);
    }
    guard.unlock();
  }

  /** Whether it is to be brought home now: with signals pending the last of them does that. */
  @Implements("EventPool!Give")
  boolean give(Event event) {
    if (Seam.on()) {
      Seam.at(Point.GIVE);
    }
    while (true) {
      long word = event.cell.word.get();
      if (!event.isHeld(word)) {
        throw new StaleEventException("close", event);
      }
      boolean home = EventWord.pending(word) == 0;
      long given = EventWord.with(word, home ? EventWord.FREE : EventWord.DRAINING);
      if (event.cell.word.compareAndSet(word, given)) {
        return home;
      }
    }
  }

  // record and follow: a job on the queue of the stream.

  /** On the queue, so that signals are marked in the order of their values. */
  @Implements("EventPool!Reserve")
  void reserve(EventSession me, Event event) {
    if (Seam.on()) {
      Seam.at(Point.RESERVE);
    }
    while (true) {
      long word = event.cell.word.get();
      if (!event.isHeld(word)) {
        me.result = Result.STALE;
        throw new StaleEventException("record", event);
      }
      if (EventWord.pending(word) == EventWord.MOST_PENDING) {
        throw new IllegalStateException(
            event
                + " has "
                + EventWord.MOST_PENDING
                + " signals pending, the most there can be: wait until some have been given");
      }
      long recorded = EventWord.recordedOnce(word);
      if (event.cell.word.compareAndSet(word, recorded)) {
        me.ticket = EventWord.recorded(recorded);
        me.unmarked = true;
        return;
      }
    }
  }

  /** The stream is given a signal, or a gate. */
  @Implements("EventPool!Mark")
  final void mark(EventSession me, Runnable giving) {
    if (Seam.on()) {
      Seam.at(Point.MARK);
    }
    giving.run();
    me.unmarked = false;
  }

  /** So that signals are marked in the order of their values. */
  @Implements("EventPool!Enter")
  static void enter(RankedLock queue) {
    if (Seam.on()) {
      Seam.await(Point.ENTER, queue::isFree);
    }
    queue.lock();
  }

  @Implements("EventPool!Leave")
  static void leave(RankedLock queue) {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
    queue.unlock();
  }

  // Waiting, asking, being called: for what has been recorded by now.

  /** What was never recorded has counted as far as it was recorded. */
  @Implements("EventPool!Ticket")
  void ticket(EventSession me, Event event, String call) {
    if (Seam.on()) {
      Seam.at(Point.TICKET);
    }
    long word = event.cell.word.get();
    if (!event.isHeld(word)) {
      me.result = Result.STALE;
      throw new StaleEventException(call, event);
    }
    me.ticket = EventWord.recorded(word);
  }

  @Implements("EventPool!Check")
  boolean check(EventSession me, Event event) {
    if (Seam.on()) {
      Seam.at(Point.CHECK);
    }
    return event.cell.hasReached(me.ticket);
  }

  @Implements("EventPool!LockList")
  void lockList(EventCell cell) {
    if (Seam.on()) {
      Seam.await(Point.LOCK_LIST, cell.desk::isFree);
    }
    cell.desk.lock();
  }

  /** Under the lock: who raises the counter after this look finds us on the list. */
  @Implements("EventPool!Enlist")
  void enlist(EventSession me, Event event, @Nullable Consumer<? super Completion> callback) {
    if (Seam.on()) {
      Seam.at(Point.ENLIST);
    }
    if (isOver(event.cell.count().value(), me.ticket)) {
      me.result = Result.DONE;
    } else {
      me.result = callback == null ? Result.WAITING : Result.ASKED;
      event.cell.list.add(new Waiter(me, callback, me.ticket, event));
    }
  }

  /** Under the lock it is decided which came first, the signal or giving up. */
  @Implements("EventPool!Look")
  void look(EventSession me, Event event) {
    if (Seam.on()) {
      Seam.at(Point.LOOK);
    }
    if (event.cell.list.stream().noneMatch(waiter -> waiter.isSleepOf(me))) {
      me.result = Result.DONE;
    } else if (me.mustGiveUp()) {
      event.cell.list.removeIf(waiter -> waiter.isSleepOf(me));
      me.result = me.givenUp();
    }
  }

  @Implements("EventPool!UnlockList")
  void unlockList(EventCell cell) {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK_LIST);
    }
    cell.desk.unlock();
  }

  /** Until woken, interrupted or out of time; then it looks again, in each case. */
  @Implements("EventPool!Sleep")
  void sleep(EventSession me) {
    if (Seam.on()) {
      Seam.await(Point.SLEEP, () -> me.woken || me.mustGiveUp());
    }
    // Woken after this look, the thread has a permit and does not sleep. An interrupt, or the end,
    // of virtual time ends no real park.
    if (!me.woken && !me.mustGiveUp()) {
      if (me.isTimed()) {
        LockSupport.parkNanos(this, me.left());
      } else {
        LockSupport.park(this);
      }
    }
    me.woken = false;
  }

  /** A callback that comes too late for the list is called by who brought it. */
  @Implements("EventPool!Run")
  void run(Waiter asked) {
    if (Seam.on()) {
      Seam.at(Point.RUN);
    }
    call(asked);
  }

  // The thread of the device that hears that a stream has come to a signal.

  /** Never back: a later signal may have been heard of before. */
  @Implements("EventPool!Raise")
  void raise(EventCell cell, int value) {
    if (Seam.on()) {
      Seam.at(Point.RAISE);
    }
    while (true) {
      Count count = cell.count();
      if (EventWord.reached(count.value(), value)
          || cell.change(count, new Count(value, System.nanoTime()))) {
        return;
      }
    }
  }

  @Implements("EventPool!Collect")
  void collect(Raising mine) {
    if (Seam.on()) {
      Seam.at(Point.COLLECT);
    }
    for (Iterator<Waiter> each = mine.cell.list.iterator(); each.hasNext(); ) {
      Waiter waiter = each.next();
      if (isOver(mine.value, waiter.value())) {
        mine.todo.add(waiter);
        each.remove();
      }
    }
  }

  /** Whether an event that has counted so far is what a waiter waits for. */
  boolean isOver(int counter, int value) {
    return EventWord.reached(counter, value);
  }

  /** With no lock held: a callback may do anything. */
  @Implements("EventPool!Tell")
  void tell(Raising mine) {
    if (Seam.on()) {
      Seam.at(Point.TELL);
    }
    Waiter next = Objects.requireNonNull(mine.todo.poll());
    if (next.callback() == null) {
      next.who().woken = true;
      LockSupport.unpark(next.who().thread);
    } else {
      call(next);
    }
  }

  /** Others are told, and the event comes home, also if this callback throws. */
  final void call(Waiter asked) {
    try {
      Objects.requireNonNull(asked.callback()).accept(completion(asked));
    } catch (Exception | LinkageError | AssertionError thrown) {
      uncaught.accept(thrown);
    }
  }

  /** What the callback hears. */
  Completion completion(Waiter asked) {
    return new Completion(asked.event().index(), asked.event().generation, asked.value());
  }

  /** Only now: whoever takes the event next finds nobody who waits. True if it is to be brought. */
  @Implements("EventPool!Settle")
  boolean settle(EventCell cell) {
    if (Seam.on()) {
      Seam.at(Point.SETTLE);
    }
    while (true) {
      long word = cell.word.get();
      long settled = EventWord.settledOnce(word);
      boolean home = EventWord.state(word) == EventWord.DRAINING && EventWord.pending(settled) == 0;
      long next = home ? EventWord.with(settled, EventWord.FREE) : settled;
      if (cell.word.compareAndSet(word, next)) {
        return home;
      }
    }
  }
}
