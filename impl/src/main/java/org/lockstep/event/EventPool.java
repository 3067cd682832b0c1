package org.lockstep.event;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.EventCell.Count;
import org.lockstep.event.EventSession.Raising;
import org.lockstep.event.EventSession.Result;
import org.lockstep.seam.Implements;

/**
 * Events that are used again and again. Made when they are needed, at home in the order in which
 * they came back. An event that is given back comes home when the device has come to all that was
 * recorded, and whoever waited for that has been told; its counter goes on from there.
 *
 * <p>Beside its model, EventPool.tla: this class says which step follows which, {@link
 * EventPoolProtocol} what each step does.
 */
public class EventPool extends EventPoolProtocol {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    LOCK_POOL("LockPool"),
    POP("Pop"),
    PUSH("Push"),
    UNLOCK_POOL("UnlockPool"),
    ENTER("Enter"),
    RESERVE("Reserve"),
    MARK("Mark"),
    LEAVE("Leave"),
    TICKET("Ticket"),
    CHECK("Check"),
    LOCK_LIST("LockList"),
    ENLIST("Enlist"),
    LOOK("Look"),
    UNLOCK_LIST("UnlockList"),
    SLEEP("Sleep"),
    RUN("Run"),
    GIVE("Give"),
    RAISE("Raise"),
    COLLECT("Collect"),
    TELL("Tell"),
    SETTLE("Settle");

    private final String action;

    Point(String action) {
      this.action = action;
    }

    @Override
    public String action() {
      return action;
    }
  }

  static final long NO_LIMIT = -1;

  private final EventPoolBuilder settings;
  private final ThreadLocal<EventSession> session = ThreadLocal.withInitial(this::newSession);

  EventPool(EventPoolBuilder settings) {
    super(settings);
    this.settings = settings;
  }

  public static EventPoolBuilder builder() {
    return new EventPoolBuilder();
  }

  final EventSession session() {
    return session.get();
  }

  private EventSession newSession() {
    return new EventSession(settings.surroundings, settings.start);
  }

  /**
   * An event of this stream.
   *
   * @throws EventsExhaustedException if as many are in use as there may be
   */
  @Implements("EventPool!CallTake")
  public final Event take(EventStream stream) {
    EventSession me = session();
    me.begin();
    @Nullable Event taken;
    lockPool();
    try {
      taken = pop(me, stream);
    } finally {
      unlockPool();
      me.taken = null;
    }
    if (taken == null) {
      throw new EventsExhaustedException(settings.limit);
    }
    return taken;
  }

  final void close(Event event) {
    session().begin();
    if (give(event)) {
      bringHome(event.cell);
    }
  }

  final void bringHome(EventCell cell) {
    lockPool();
    try {
      push(cell);
    } finally {
      unlockPool();
    }
  }

  final void record(Event event) {
    EventSession me = session();
    me.begin();
    try {
      recordInTurn(me, event);
    } finally {
      boolean unmarked = me.unmarked;
      int value = me.ticket;
      me.end();
      if (unmarked) {
        // The device will never come to it, and whoever waits for it would wait for ever: so it
        // counts when the one before it does.
        whenReached(event, EventWord.before(value), () -> reached(event.cell, value));
      }
    }
  }

  final void signal(EventSession me, Event event) {
    event.stream.whenReached(new EventSignal(this, event.cell, me.ticket));
  }

  void recordInTurn(EventSession me, Event event) {
    event.stream.inTurn(
        () -> {
          reserve(me, event);
          mark(me, () -> signal(me, event));
        });
  }

  final void follow(Event event, EventStream follower) {
    EventSession me = session();
    me.begin();
    try {
      ticket(me, event, "follow");
      EventGate gate = new EventGate(this, event, me.ticket);
      follower.inTurn(() -> mark(me, () -> follower.await(gate)));
    } finally {
      me.end();
    }
  }

  final boolean query(Event event) {
    EventSession me = session();
    me.begin();
    try {
      ticket(me, event, "isDone");
      return check(me, event);
    } finally {
      me.end();
    }
  }

  final boolean await(Event event, long limit) throws InterruptedException {
    EventSession me = session();
    me.begin();
    me.startClock(limit);
    try {
      ticket(me, event, "await");
      if (check(me, event)) {
        return true;
      }
      enlistOrDone(me, event, null);
      while (me.result == Result.WAITING) {
        sleep(me);
        lockList(event.cell);
        try {
          look(me, event);
        } finally {
          unlockList(event.cell);
        }
      }
      if (me.result == Result.INTERRUPTED) {
        throw new InterruptedException("interrupted while waiting for " + event);
      }
      return me.result == Result.DONE;
    } finally {
      me.end();
    }
  }

  final void then(Event event, Consumer<? super Completion> callback) {
    EventSession me = session();
    me.begin();
    try {
      ticket(me, event, "then");
      whenReached(me, event, callback);
    } finally {
      me.end();
    }
  }

  /** As {@link #then}, for the ticket that was taken. */
  private void whenReached(EventSession me, Event event, Consumer<? super Completion> callback) {
    if (!check(me, event)) {
      enlistOrDone(me, event, callback);
      if (me.result != Result.DONE) {
        return;
      }
    }
    run(new Waiter(me, callback, me.ticket, event));
  }

  final void whenReached(Event event, int value, Runnable callback) {
    EventSession me = session();
    int before = me.ticket;
    me.begin();
    me.ticket = value;
    try {
      whenReached(me, event, completion -> callback.run());
    } finally {
      me.ticket = before;
    }
  }

  private void enlistOrDone(
      EventSession me, Event event, @Nullable Consumer<? super Completion> callback) {
    lockList(event.cell);
    try {
      enlist(me, event, callback);
    } finally {
      unlockList(event.cell);
    }
  }

  /** On a thread of the device that has come to a signal. */
  final void reached(EventCell cell, int value) {
    EventSession me = session();
    Raising outer = me.raising;
    Raising mine = new Raising(cell, value);
    me.raising = mine;
    try {
      raise(cell, value);
      lockList(cell);
      try {
        collect(mine);
      } finally {
        unlockList(cell);
      }
      tellAndSettle(mine);
    } finally {
      me.raising = outer;
    }
  }

  /** In this order: whoever takes the event next finds nobody who is yet to be told. */
  void tellAndSettle(Raising mine) {
    while (!mine.todo.isEmpty()) {
      tell(mine);
    }
    if (settle(mine.cell)) {
      bringHome(mine.cell);
    }
  }

  /** When the device came to what was recorded last. */
  final long doneAt(Event event) {
    long word = event.cell.word.get();
    Count count = event.cell.count();
    if (!event.isHeld(word)) {
      throw new StaleEventException("nanosSince", event);
    }
    if (count.nanos() == 0 || !EventWord.reached(count.value(), EventWord.recorded(word))) {
      throw new IllegalStateException(
          "nanosSince() of "
              + event
              + " which the device has not come to, or which was not recorded: await it first");
    }
    return count.nanos();
  }

  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is 0 or more, not " + timeout);
    }
    // 292 years and more are not for ever, but as long as a clock can tell.
    return timeout.getSeconds() >= Long.MAX_VALUE / 1_000_000_000L
        ? Long.MAX_VALUE
        : timeout.toNanos();
  }
}
