package org.lockstep.gate.free;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.event.Event;
import org.lockstep.event.EventPool;
import org.lockstep.event.EventPoolProbe;
import org.lockstep.event.EventsExhaustedException;
import org.lockstep.event.StaleEventException;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.EventPoolVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Point;

/** Threads that take events, use their own and those of the others, and give them back. */
final class FreeEventPool implements FreeModule {
  // As in FreeEventPool.cfg.
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final List<String> HANDLERS = List.of("h", "i");
  private static final List<String> STREAMS = List.of("p", "q");
  private static final int SIZE = 2;
  private static final int WRAP = 1 << 24;
  private static final int START = WRAP - 2;

  /** It lets streams go on past what they await. */
  private static final String DEVICE = "";

  /** In a round, one thread in so many takes events and gives them back at once. */
  private static final int CHURNERS = 4;

  /** An event is recorded so often in a row at most. */
  private static final int BURST = 4;

  private static final Duration TIMEOUT = Duration.ofNanos(20_000);

  @Override
  public String name() {
    return "EventPool";
  }

  @Override
  public Set<String> hidden() {
    return Set.of("TimeUp");
  }

  @Override
  public List<String> observed() {
    return List.of("result", "mine");
  }

  @Override
  public boolean isCaller(String thread) {
    return THREADS.contains(thread);
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof RankedLock.Point;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    Shared shared =
        new Shared(
            EventPoolVariant.of(variant)
                .apply(EventPoolProbe.from(EventPool.builder().limit(SIZE), START, WRAP)));
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String thread : THREADS) {
      clients.put(
          thread,
          me -> {
            try {
              new User(me, THREADS.indexOf(thread), shared).work(calls);
            } finally {
              shared.working.decrementAndGet();
            }
          });
    }
    for (String handler : HANDLERS) {
      clients.put(handler, me -> shared.serve(me, stream -> stream.signal(me)));
    }
    clients.put(DEVICE, me -> shared.serve(me, stream -> stream.pass(me)));
    return clients;
  }

  /** What the threads of a round share. */
  private static final class Shared {
    final EventPool pool;
    final List<FreeEventStream> streams = new ArrayList<>();
    final List<Slot> slots = new ArrayList<>();
    final AtomicInteger working = new AtomicInteger(THREADS.size());

    /** What a callback heard that it should not have. */
    final AtomicReference<@Nullable String> misled = new AtomicReference<>();

    Shared(EventPool pool) {
      this.pool = pool;
      STREAMS.forEach(name -> streams.add(new FreeEventStream(name, streams.size())));
      THREADS.forEach(thread -> slots.add(new Slot()));
    }

    @FunctionalInterface
    interface Service {
      void on(FreeEventStream stream) throws Exception;
    }

    /** Does what there is to do, until there is nobody left to ask for more. */
    void serve(FreeThread me, Service service) throws Exception {
      boolean more = true;
      while (more) {
        more = working.get() > 0;
        for (FreeEventStream stream : streams) {
          more |= stream.isBusy();
          service.on(stream);
        }
        me.rest();
      }
    }
  }

  /** The event that a thread lets the others use: it is the thread's while the lock is held. */
  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable Event event;

    void put(@Nullable Event next) {
      lock.lock();
      try {
        event = next;
      } finally {
        lock.unlock();
      }
    }
  }

  /** One who uses events. */
  private static final class User {
    private final FreeThread me;
    private final int number;
    private final Shared shared;
    private final FreeEventStream stream;

    /** The event taken last, also if it was given back. */
    private @Nullable Event mine;

    private boolean has;

    User(FreeThread me, int number, Shared shared) {
      this.me = me;
      this.number = number;
      this.shared = shared;
      this.stream = shared.streams.get(number == 2 ? 1 : 0);
    }

    void work(int calls) throws Exception {
      // Whose events soon are others', while somebody still uses them.
      boolean churns = me.choices.oneIn(CHURNERS);
      for (int i = 0; i < calls; i++) {
        if (!has) {
          take();
        }
        for (int uses = churns ? 0 : me.choices.below(5); uses > 0; uses--) {
          use();
        }
        if (mine != null && (churns || me.choices.oneIn(has ? 2 : 4))) {
          give(mine);
        }
      }
      if (has && mine != null) {
        give(mine);
      }
      me.call("ThreadExit", List.of(), () -> answer("none"));
      String wrong = shared.misled.get();
      if (wrong != null) {
        throw new IllegalStateException(wrong);
      }
    }

    private void take() throws Exception {
      call(
          "CallTake",
          List.of(),
          () -> {
            mine = shared.pool.take(stream);
            has = true;
            return "none";
          });
      if (has) {
        shared.slots.get(number).put(mine);
      }
    }

    private void give(Event event) throws Exception {
      shared.slots.get(number).put(null);
      has = false;
      call(
          "CallGive",
          List.of(),
          () -> {
            event.close();
            return "none";
          });
    }

    /** Its own event, be it given back; or that of another, who holds it when the call begins. */
    private void use() throws Exception {
      int whose = me.choices.below(THREADS.size());
      if (whose == number) {
        if (mine != null) {
          use(whose, mine, () -> {});
        }
        return;
      }
      Slot slot = shared.slots.get(whose);
      slot.lock.lock();
      try {
        Event event = slot.event;
        if (event != null) {
          use(whose, event, slot.lock::unlock);
        }
      } finally {
        if (slot.lock.isHeldByCurrentThread()) {
          slot.lock.unlock();
        }
      }
    }

    private void use(int whose, Event event, Runnable begun) throws Exception {
      Value of = Value.model(THREADS.get(whose));
      switch (me.choices.below(8)) {
        case 0 -> call("CallQuery", of, begun, () -> event.isDone() ? "done" : "notyet");
        case 1, 2 -> call("CallThen", of, begun, () -> then(event));
        case 3 ->
            call(
                "CallFollow",
                of,
                begun,
                () -> {
                  event.follow(stream);
                  return "none";
                });
        case 4 -> await(of, begun, event, false);
        case 5 -> await(of, begun, event, true);
        default -> record(of, begun, event);
      }
    }

    /** Its own event now and then several times in a row: then signals come close together. */
    private void record(Value of, Runnable begun, Event event) throws Exception {
      int times = event.equals(mine) ? 1 + me.choices.below(BURST) : 1;
      for (int i = 0; i < times; i++) {
        call(
            "CallRecord",
            of,
            begun,
            () -> {
              event.record();
              return "none";
            });
      }
    }

    private void await(Value of, Runnable begun, Event event, boolean timed) throws Exception {
      call(
          "CallAwait",
          List.of(of, Value.of(timed)),
          () -> {
            begun.run();
            if (timed) {
              return event.await(TIMEOUT) ? "done" : "timeout";
            }
            event.await();
            return "done";
          });
    }

    private String then(Event event) {
      boolean[] called = new boolean[1];
      Thread asks = Thread.currentThread();
      event.then(
          told -> {
            called[0] |= Thread.currentThread() == asks;
            if (told.generation() != EventPoolProbe.generation(event)) {
              shared.misled.set(
                  "a callback of " + event + " was told of generation " + told.generation());
            }
          });
      return called[0] ? "done" : "asked";
    }

    private void call(String action, Value of, Runnable begun, Callable<String> body)
        throws Exception {
      call(
          action,
          List.of(of),
          () -> {
            begun.run();
            return body.call();
          });
    }

    private void call(String action, List<Value> further, Callable<String> body) throws Exception {
      me.call(
          action,
          further,
          () -> {
            try {
              return answer(body.call());
            } catch (StaleEventException e) {
              return answer("stale");
            } catch (EventsExhaustedException e) {
              return answer("exhausted");
            }
          });
    }

    private List<Value> answer(String result) {
      Event event = mine;
      Value handle =
          event == null
              ? Value.model("None")
              : new Value.Seq(
                  List.of(
                      Value.of(event.index()),
                      Value.of(EventPoolProbe.generation(event)),
                      Value.model(stream.name)));
      return List.of(Value.of(result), handle);
    }
  }
}
