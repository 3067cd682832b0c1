package org.lockstep.gate.subject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.Gate;
import org.lockstep.device.ManualDevice;
import org.lockstep.event.DeviceStream;
import org.lockstep.event.Event;
import org.lockstep.event.EventPool;
import org.lockstep.event.EventPoolBuilder;
import org.lockstep.event.EventPoolProbe;
import org.lockstep.event.EventPoolView;
import org.lockstep.event.EventPoolView.Entry;
import org.lockstep.event.EventPoolView.Work;
import org.lockstep.event.EventStream;
import org.lockstep.gate.subject.EventPoolFacts.Disordered;
import org.lockstep.gate.subject.EventPoolFacts.Forgotten;
import org.lockstep.gate.subject.EventPoolFacts.HeldUp;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.Subject;
import org.lockstep.kit.replay.SubjectFactory;
import org.lockstep.kit.replay.ThreadSteps;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Seam;
import org.lockstep.seam.VirtualTime;

/**
 * The Java event pool under replay, in a time and on a device that the driver moves. What its
 * clients alone know is kept in {@link EventPoolClients}.
 */
public final class EventPoolSubject implements Subject<EventPoolView> {
  /** What each action of EventPool.tla is to the driver. */
  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client(
              "CallTake",
              "CallRecord",
              "CallAwait",
              "CallQuery",
              "CallThen",
              "CallFollow",
              "CallGive",
              "Signal")
          .steps(
              Arrays.stream(EventPool.Point.values())
                  .map(EventPool.Point::action)
                  .toArray(String[]::new))
          .threadExit("ThreadExit")
          .environment("Pass", "TimeUp", "Terminated")
          .build();

  /** One tick of the virtual clock. */
  private static final Duration TIMEOUT = Duration.ofNanos(1);

  private final EventPoolConfig config;
  private final ControlledThreads threads;
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final List<DeviceStream> streams = new ArrayList<>();
  private final VirtualTime time;
  private final EventPool pool;
  private final EventPoolProbe probe;
  private final EventPoolClients clients;

  private EventPoolSubject(
      EventPoolConfig config,
      ControlledThreads threads,
      Function<EventPoolBuilder, EventPool> variant) {
    this.config = config;
    this.threads = threads;
    int using = config.threads().size();
    int everyone = config.everyone().size();
    for (int s = 0; s < config.streams().size(); s++) {
      streams.add(new DeviceStream(device, s));
    }
    this.time = new VirtualTime(everyone, thread -> threads.number(thread.getName()));
    EventPoolBuilder settings = EventPool.builder().limit(config.size());
    this.pool = variant.apply(EventPoolProbe.in(time, settings, config.start(), config.wrap()));
    this.probe =
        new EventPoolProbe(pool, device, streams, config.size(), config.wrap(), using, everyone);
    this.clients = new EventPoolClients(using, config.size(), streams.size());
  }

  @Override
  public EventPoolView view() {
    List<@Nullable Thread> alive = threads.alive();
    for (int t = 0; t < config.threads().size(); t++) {
      if (alive.get(t) == null) {
        clients.ended(t);
      }
    }
    return probe.view(alive, threads.points(), clients.all());
  }

  @Override
  public @Nullable Call call(Label action) {
    int me = threads.number(Values.text(action.args().get(0)));
    Call body = action.action().equals("Signal") ? signal(action) : body(me, action);
    return body == null
        ? null
        : threads.returning(
            me,
            () -> {
              probe.meet(me);
              body.run();
            });
  }

  private @Nullable Call body(int me, Label action) {
    if (action.action().equals("CallTake")) {
      return clients.making(me, "take", null, () -> take(me));
    }
    int whose = action.args().size() < 2 ? me : threads.number(Values.text(action.args().get(1)));
    Event event = probe.mine(whose, clients.all().get(whose));
    if (event == null) {
      return null;
    }
    return switch (action.action()) {
      case "CallGive" ->
          clients.making(
              me,
              "give",
              event,
              () -> {
                clients.gives(me, event);
                event.close();
                return "none";
              });
      case "CallRecord" ->
          clients.making(
              me,
              "record",
              event,
              () -> {
                event.record();
                clients.recorded(event, probe.streamOf(event));
                return "none";
              });
      case "CallAwait" -> awaiting(me, event, Values.bool(action.args().get(2)));
      case "CallQuery" ->
          clients.making(
              me, "query", event, () -> told(me, event, event::isDone) ? "done" : "notyet");
      case "CallThen" -> clients.making(me, "then", event, () -> then(me, event));
      case "CallFollow" -> clients.making(me, "follow", event, () -> follow(me, event));
      default -> throw new IllegalArgumentException("no client action " + action);
    };
  }

  private String take(int me) {
    Event event = pool.take(streams.get(config.streamOf().get(me)));
    clients.taken(me, event, isClean(event.index()));
    return "none";
  }

  private boolean isClean(int event) {
    EventPoolView view = view();
    return view.list().get(event).isEmpty()
        && view.raising().stream().noneMatch(signal -> signal.event() == event)
        && view.flight().stream()
            .flatMap(List::stream)
            .noneMatch(work -> !work.awaits() && work.event() == event);
  }

  private Call awaiting(int me, Event event, boolean timed) {
    return timed
        ? clients.making(
            me,
            "timed",
            event,
            () -> told(me, event, () -> event.await(TIMEOUT)) ? "done" : "timeout")
        : clients.making(
            me,
            "await",
            event,
            () ->
                told(
                        me,
                        event,
                        () -> {
                          event.await();
                          return true;
                        })
                    ? "done"
                    : "none");
  }

  /** Whether it is told that the event is done; if so, whether that is true. */
  private boolean told(int me, Event event, Callable<Boolean> asks) throws Exception {
    int stream = probe.streamOf(event);
    int expected = clients.recordedBy(event, stream);
    boolean isDone = asks.call();
    if (isDone) {
      clients.toldDone(me, event, stream, expected);
    }
    return isDone;
  }

  private String then(int me, Event event) {
    EventPoolClients.Callback callback = clients.callback(me, event);
    event.then(callback::hear);
    return callback.wasCalled() ? "done" : "asked";
  }

  private String follow(int me, Event event) {
    int follower = config.streamOf().get(me);
    event.follow(new Follower(streams.get(follower), event, follower));
    return "none";
  }

  /** Looks how far the event is recorded just when the caller has taken its ticket. */
  private final class Follower implements EventStream {
    private final EventStream stream;
    private final Event event;
    private final int number;

    Follower(EventStream stream, Event event, int number) {
      this.stream = stream;
      this.event = event;
      this.number = number;
    }

    @Override
    public void inTurn(Runnable job) {
      int recorded = view().recorded().get(event.index());
      clients.follows(event, Math.floorMod(recorded - config.start(), config.wrap()), number);
      stream.inTurn(job);
    }

    @Override
    public void whenReached(Runnable reached) {
      stream.whenReached(reached);
    }

    @Override
    public void await(Gate gate) {
      stream.await(gate);
    }
  }

  private @Nullable Call signal(Label action) {
    int stream = config.streams().indexOf(Values.text(action.args().get(1)));
    Work head = head(view(), stream);
    if (head == null || head.awaits()) {
      return null;
    }
    return () -> {
      clients.comesTo(head.event(), stream);
      device.completeOne(stream);
    };
  }

  private static @Nullable Work head(EventPoolView view, int stream) {
    List<Work> flight = view.flight().get(stream);
    return flight.isEmpty() ? null : flight.get(0);
  }

  @Override
  public void environment(Label action) {
    switch (action.action()) {
      case "TimeUp" -> time.tick(threads.number(Values.text(action.args().get(0))));
      case "Pass" -> {
        int stream = config.streams().indexOf(Values.text(action.args().get(0)));
        device.completeOne(stream);
        clients.passes(stream);
      }
      default -> {
        // Terminated, which nobody does.
      }
    }
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    EventPoolView view = view();
    if (terminated(view)) {
      return null;
    }
    Set<Label> enabled = new HashSet<>();
    for (int t = 0; t < config.threads().size(); t++) {
      if (timePasses(view, t)) {
        enabled.add(Label.of("TimeUp", Value.model(config.threads().get(t))));
      }
    }
    for (int s = 0; s < streams.size(); s++) {
      if (probe.mayPass(streams.get(s))) {
        enabled.add(Label.of("Pass", Value.model(config.streams().get(s))));
      }
    }
    return enabled;
  }

  @Override
  public boolean canHappen(Label action) {
    EventPoolView view = view();
    return switch (action.action()) {
      case "TimeUp" -> timePasses(view, threads.number(Values.text(action.args().get(0))));
      case "Pass" ->
          probe.mayPass(streams.get(config.streams().indexOf(Values.text(action.args().get(0)))));
      default -> terminated(view);
    };
  }

  private static boolean timePasses(EventPoolView view, int thread) {
    return view.pc().get(thread).equals("Sleep")
        && view.op().get(thread).equals("timed")
        && !view.late().get(thread);
  }

  private static boolean terminated(EventPoolView view) {
    return view.pc().stream().allMatch(at -> at.equals("Gone") || at.equals("Idle"))
        && view.flight().stream().allMatch(List::isEmpty);
  }

  private EventPoolFacts facts() {
    EventPoolView view = view();
    return clients.facts(disordered(view), forgotten(view), heldUp(view));
  }

  private List<Disordered> disordered(EventPoolView view) {
    List<Disordered> all = new ArrayList<>();
    for (int s = 0; s < streams.size(); s++) {
      Work before = null;
      for (Work work : view.flight().get(s)) {
        if (!work.awaits() && before != null && isNext(work, before)) {
          all.add(new Disordered(s, work.event()));
        }
        before = work.awaits() ? before : work;
      }
    }
    return all;
  }

  /** Whether {@code later} is what was recorded next after {@code work}. */
  private boolean isNext(Work work, Work later) {
    return work.event() == later.event() && later.value() == (work.value() + 1) % config.wrap();
  }

  private List<Forgotten> forgotten(EventPoolView view) {
    List<Forgotten> all = new ArrayList<>();
    for (int e = 0; e < config.size(); e++) {
      for (Entry entry : view.list().get(e)) {
        String op = view.op().get(entry.who());
        if (!entry.calls() && !op.equals("await") && !op.equals("timed")) {
          all.add(new Forgotten(entry.who(), e));
        }
      }
    }
    return all;
  }

  private List<HeldUp> heldUp(EventPoolView view) {
    List<HeldUp> all = new ArrayList<>();
    int holder = view.guard();
    if (holder != EventPoolView.NONE && view.pc().get(holder).equals("Sleep")) {
      for (int t = 0; t < config.threads().size(); t++) {
        if (view.pc().get(t).equals("LockPool")) {
          all.add(new HeldUp(t, holder));
        }
      }
    }
    return all;
  }

  /** Makes a fresh pool for each path. The seam is on until the factory is closed. */
  public static final class Factory implements SubjectFactory<EventPoolView>, AutoCloseable {
    private final EventPoolConfig config;
    private final Function<EventPoolBuilder, EventPool> variant;
    private final ViewFormat<EventPoolView> format;
    private final ControlledThreads threads;
    private final Seam.Installation seam;
    private @Nullable EventPoolSubject made;

    /** For the engine of this name: sound, or a fault as its module is called. */
    public Factory(EventPoolConfig config, String variant) {
      this.config = config;
      this.variant = EventPoolVariant.of(variant);
      this.format = EventPoolFormat.of(config);
      // The queue of a stream is taken in one step here.
      this.threads =
          new ControlledThreads(config.everyone(), point -> point instanceof RankedLock.Point);
      this.seam = Seam.install(threads);
    }

    @Override
    public EventPoolSubject create(ThreadSteps steps) {
      threads.follow(steps);
      EventPoolSubject subject = new EventPoolSubject(config, threads, variant);
      made = subject;
      return subject;
    }

    @Override
    public EventPoolView project(State state) {
      return format.project(state);
    }

    /** What the clients have seen on the last path beside its views. */
    public EventPoolFacts facts() {
      if (made == null) {
        throw new IllegalStateException("nothing was driven");
      }
      return made.facts();
    }

    @Override
    public void close() {
      seam.close();
    }
  }
}
