package org.lockstep.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Gate;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.EventPoolView.Entry;
import org.lockstep.event.EventPoolView.Handle;
import org.lockstep.event.EventPoolView.Signal;
import org.lockstep.event.EventPoolView.Work;
import org.lockstep.event.EventSession.Raising;
import org.lockstep.lock.LockProbe;
import org.lockstep.seam.VirtualTime;

/** Reads the whole state of a pool of events while all its callers are parked: for replays. */
public final class EventPoolProbe {
  /**
   * What only a thread's own client knows of it.
   *
   * @param op the call it is in, None if none
   * @param result how its last call ended
   * @param handle the event that the call is about
   * @param mine the event that it took last, also if it gave it back
   * @param heard the generation that a callback of it was told of last, 0 if none was
   */
  public record Client(
      String op, String result, @Nullable Event handle, @Nullable Event mine, int heard) {
    public static final Client IDLE = new Client("None", "none", null, null, 0);
  }

  private static final List<String> STATES = List.of("free", "held", "draining");

  private final EventPool pool;
  private final ManualDevice device;
  private final List<DeviceStream> streams;
  private final int size;
  private final int wrap;
  private final int using;
  private final @Nullable EventSession[] sessions;

  /**
   * For so many threads, known by their numbers from 0; the first of them use events.
   *
   * @param size how many events there can be
   * @param wrap after how many values the counters of the model go around
   */
  public EventPoolProbe(
      EventPool pool,
      ManualDevice device,
      List<DeviceStream> streams,
      int size,
      int wrap,
      int using,
      int threads) {
    this.pool = pool;
    this.device = device;
    this.streams = List.copyOf(streams);
    this.size = size;
    this.wrap = wrap;
    this.using = using;
    this.sessions = new @Nullable EventSession[threads];
  }

  /** A pool that is to live in virtual time, whose counters begin where the model's do. */
  public static EventPoolBuilder in(
      VirtualTime time, EventPoolBuilder settings, int start, int wrap) {
    return from(settings.surroundings(time), start, wrap);
  }

  /** A pool whose counters begin where the model's do. */
  public static EventPoolBuilder from(EventPoolBuilder settings, int start, int wrap) {
    return settings.start(ofModel(start, wrap));
  }

  /** Both go around at the same point. */
  static int ofModel(int value, int wrap) {
    return value < wrap / 2 ? value : EventWord.VALUES - wrap + value;
  }

  private int toModel(int value) {
    return value < EventWord.VALUES / 2 ? value : value - EventWord.VALUES + wrap;
  }

  /** How often the event had been taken when this handle was made. */
  public static int generation(Event event) {
    return event.generation;
  }

  /** The event that the thread of this number took last, or is just being given. */
  public @Nullable Event mine(int number, Client client) {
    EventSession session = sessions[number];
    Event given = session == null ? null : session.taken;
    return given == null ? client.mine() : given;
  }

  /** The number of the stream that an event is of. */
  public int streamOf(Event event) {
    return streams.indexOf(event.stream);
  }

  /** Whether the device stands before a gate that is open. */
  public boolean mayPass(DeviceStream stream) {
    List<CommandBuffer> flight = device.inFlight(stream.index);
    Gate gate = flight.isEmpty() ? null : flight.get(0).gate();
    return gate != null && gate.isOpen();
  }

  /** Called on the thread of this number before its calls: makes it known. */
  public void meet(int number) {
    sessions[number] = pool.session();
  }

  /**
   * The state now.
   *
   * @param alive the thread that has each number now, null if it is gone
   * @param points the step point at which each of them stands, or Idle
   */
  public EventPoolView view(
      List<? extends @Nullable Thread> alive, List<String> points, List<Client> clients) {
    int n = sessions.length;
    List<String> pc = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      pc.add(alive.get(t) == null ? "Gone" : points.get(t));
    }
    List<String> op = new ArrayList<>();
    List<String> result = new ArrayList<>();
    List<Handle> handle = new ArrayList<>();
    List<Handle> mine = new ArrayList<>();
    List<Integer> ticket = new ArrayList<>();
    List<Boolean> late = new ArrayList<>();
    List<Boolean> woken = new ArrayList<>();
    List<Integer> heard = new ArrayList<>();
    for (int t = 0; t < using; t++) {
      EventSession session = sessions[t];
      Client client = clients.get(t);
      boolean inCall = !client.op().equals("None") && session != null;
      op.add(client.op());
      result.add(inCall ? name(Objects.requireNonNull(session).result) : client.result());
      handle.add(handle(client.handle()));
      mine.add(handle(mine(t, client)));
      ticket.add(toModel(session == null ? pool.start : session.ticket));
      late.add(session != null && session.isLate());
      woken.add(session != null && alive.get(t) != null && session.woken);
      heard.add(client.heard());
    }
    return new EventPoolView(
        pc,
        op,
        result,
        handle,
        mine,
        ticket,
        late,
        woken,
        heard,
        number(pool.guard.holder(), alive),
        pool.free.stream().map(cell -> cell.index).toList(),
        pool.made.size(),
        ofEvents(cell -> STATES.get(EventWord.state(cell.word.get())), "none"),
        ofEvents(cell -> EventWord.generation(cell.word.get()), 0),
        ofEvents(cell -> toModel(EventWord.recorded(cell.word.get())), toModel(pool.start)),
        ofEvents(cell -> EventWord.pending(cell.word.get()), 0),
        ofEvents(cell -> toModel(cell.count().value()), toModel(pool.start)),
        ofEvents(cell -> number(cell.desk.holder(), alive), EventPoolView.NONE),
        ofEvents(cell -> entries(cell.list), List.<Entry>of()),
        streams.stream().map(stream -> new LockProbe(stream.owner).owner(alive)).toList(),
        streams.stream().map(this::flight).toList(),
        handlers(session -> signal(session.raising), Signal.NONE),
        handlers(
            session -> session.raising == null ? List.of() : entries(session.raising.todo),
            List.<Entry>of()));
  }

  /** Of each event that there can be; of one that was not made yet, what it begins with. */
  private <T> List<T> ofEvents(Function<? super EventCell, ? extends T> value, T unmade) {
    List<T> all = new ArrayList<>();
    for (int e = 0; e < size; e++) {
      all.add(e < pool.made.size() ? value.apply(pool.made.get(e)) : unmade);
    }
    return all;
  }

  private <T> List<T> handlers(Function<? super EventSession, ? extends T> value, T unknown) {
    List<T> all = new ArrayList<>();
    for (EventSession session : Arrays.asList(sessions).subList(using, sessions.length)) {
      all.add(session == null ? unknown : value.apply(session));
    }
    return all;
  }

  private Handle handle(@Nullable Event event) {
    return event == null
        ? Handle.NONE
        : new Handle(event.index(), event.generation, streams.indexOf(event.stream));
  }

  private Signal signal(@Nullable Raising raising) {
    return raising == null ? Signal.NONE : new Signal(raising.cell.index, toModel(raising.value));
  }

  private List<Entry> entries(Collection<Waiter> waiters) {
    List<@Nullable EventSession> known = Arrays.asList(sessions);
    return waiters.stream()
        .map(
            waiter ->
                new Entry(
                    known.indexOf(waiter.who()),
                    waiter.callback() != null,
                    toModel(waiter.value()),
                    waiter.event().generation))
        .toList();
  }

  private List<Work> flight(DeviceStream stream) {
    return device.inFlight(stream.index).stream().map(this::work).toList();
  }

  private Work work(CommandBuffer buffer) {
    if (buffer.gate() instanceof EventGate gate) {
      return new Work(true, gate.event.index(), toModel(gate.value));
    }
    EventSignal signal = (EventSignal) buffer.handlersLeft().get(0);
    return new Work(false, signal.cell().index, toModel(signal.value()));
  }

  private static int number(@Nullable Thread thread, List<? extends @Nullable Thread> alive) {
    return thread == null ? EventPoolView.NONE : alive.indexOf(thread);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
