package org.lockstep.gate.subject;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.Subject;
import org.lockstep.kit.replay.SubjectFactory;
import org.lockstep.kit.replay.ThreadSteps;
import org.lockstep.pool.LeakDetection;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolBuilder;
import org.lockstep.pool.LeasePoolProbe;
import org.lockstep.pool.LeasePoolView;
import org.lockstep.seam.Seam;
import org.lockstep.seam.VirtualTime;

/**
 * The Java lease pool under replay, in a time and on a device that the driver moves. What a client
 * alone knows is kept in {@link LeaseClients}.
 */
public final class LeasePoolSubject implements Subject<LeasePoolView> {
  /** What each action of LeasePool.tla is to the driver. */
  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client(
              "CallTry",
              "CallAcquire",
              "CallRelease",
              "CallSubmit",
              "CallClose",
              "GpuComplete",
              "Collect")
          .steps(
              Arrays.stream(LeasePool.Point.values())
                  .map(LeasePool.Point::action)
                  .toArray(String[]::new))
          .threadExit("ThreadExit")
          .environment("Tick", "Interrupt", "Terminated")
          .build();

  private final LeasePoolConfig config;
  private final ControlledThreads threads;
  private final ManualDevice device = new ManualDevice();
  private final VirtualTime time;
  private final LeasePool pool;
  private final LeasePoolProbe probe;
  private final LeaseClients clients;

  private LeasePoolSubject(
      LeasePoolConfig config,
      ControlledThreads threads,
      Function<LeasePoolBuilder, LeasePool> variant) {
    this.config = config;
    this.threads = threads;
    int leasing = config.threads().size();
    int everyone = config.everyone().size();
    this.time = new VirtualTime(everyone, thread -> threads.number(thread.getName()));
    LeasePoolBuilder settings =
        LeasePool.builder(device)
            .size(config.size())
            .leakDetection(LeakDetection.OFF)
            .hint(thread -> hint(threads.number(thread.getName())));
    this.pool =
        variant.apply(LeasePoolProbe.in(time, config.fifo() ? settings : settings.barging()));
    this.probe = new LeasePoolProbe(pool, device, time, leasing, everyone);
    this.clients = new LeaseClients(everyone);
  }

  /** A handler claims for others only, and begins with the stream that its call is about. */
  private int hint(int thread) {
    return thread < config.hint().size() ? config.hint().get(thread) : 0;
  }

  @Override
  public LeasePoolView view() {
    List<@Nullable Thread> alive = threads.alive();
    for (int t = 0; t < config.threads().size(); t++) {
      if (alive.get(t) == null) {
        time.ended(t);
        clients.ended(t);
      }
    }
    return probe.view(alive, threads.points(), clients.all());
  }

  @Override
  public @Nullable Call call(Label action) {
    int me = threads.number(Values.text(action.args().get(0)));
    Call body = body(me, action);
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
    Lease handle = clients.handle(me);
    return switch (action.action()) {
      case "CallTry" -> clients.acquiring(me, "try", LeasePoolView.NONE, pool::tryAcquire);
      case "CallAcquire" -> {
        int limit = Values.integer(action.args().get(1));
        Duration timeout = limit < 0 ? LeasePool.FOREVER : Duration.ofNanos(limit);
        yield clients.acquiring(me, "acquire", limit, () -> pool.acquire(timeout));
      }
      case "CallRelease" -> handle == null ? null : clients.using(me, "release", handle::close);
      case "CallSubmit" ->
          handle == null
              ? null
              : clients.using(me, "submit", () -> handle.submit(buffer -> buffer.record(() -> {})));
      case "CallClose" -> clients.using(me, "close", pool::close);
      case "GpuComplete" -> complete(me, Values.integer(action.args().get(1)));
      case "Collect" -> collect(me, threads.number(Values.text(action.args().get(1))));
      default -> throw new IllegalArgumentException("no client action " + action);
    };
  }

  private @Nullable Call complete(int me, int slot) {
    return device.uncompleted(slot) == 0
        ? null
        : clients.handling(me, "settle", null, slot, () -> device.completeOne(slot));
  }

  private @Nullable Call collect(int me, int lost) {
    Lease leaked = clients.handle(lost);
    if (leaked == null || threads.alive().get(lost) != null) {
      return null;
    }
    clients.forget(lost);
    return clients.handling(me, "release", leaked, leaked.index(), () -> probe.collect(leaked));
  }

  @Override
  public void environment(Label action) {
    if (!action.args().isEmpty()) {
      int thread = threads.number(Values.text(action.args().get(0)));
      if (action.action().equals("Tick")) {
        time.tick(thread);
      } else {
        time.interrupt(thread);
      }
    }
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    LeasePoolView view = view();
    if (terminated(view)) {
      // The model says Terminated, which nobody does.
      return null;
    }
    Set<Label> enabled = new HashSet<>();
    for (int t = 0; t < config.threads().size(); t++) {
      String name = config.threads().get(t);
      if (timePasses(view, t)) {
        enabled.add(Label.of("Tick", Value.model(name)));
      }
      if (config.interruptible().contains(name) && interruptible(view, t)) {
        enabled.add(Label.of("Interrupt", Value.model(name)));
      }
    }
    return enabled;
  }

  /** A schedule may say that somebody is interrupted; of itself that does not happen. */
  @Override
  public boolean canHappen(Label action) {
    LeasePoolView view = view();
    int t = action.args().isEmpty() ? -1 : threads.number(Values.text(action.args().get(0)));
    return switch (action.action()) {
      case "Tick" -> timePasses(view, t);
      case "Interrupt" -> interruptible(view, t);
      default -> terminated(view);
    };
  }

  /** The clock of a wait starts when the first look at the slots was in vain. */
  private static boolean timePasses(LeasePoolView view, int t) {
    String point = view.pc().get(t);
    return view.left().get(t) > 0 && !point.equals("CheckWaiting") && !point.equals("Claim");
  }

  private static boolean interruptible(LeasePoolView view, int t) {
    return view.op().get(t).equals("acquire") && !view.interrupted().get(t);
  }

  private boolean terminated(LeasePoolView view) {
    int leasing = config.threads().size();
    return view.pc().subList(0, leasing).stream().allMatch(at -> at.equals("Gone"))
        && view.pc().stream().allMatch(at -> at.equals("Gone") || at.equals("Idle"))
        && view.lease().subList(0, leasing).stream().allMatch(s -> s == LeasePoolView.NONE)
        && view.busy().stream().allMatch(works -> works == 0);
  }

  /** Makes a fresh pool for each path. The seam is on until the factory is closed. */
  public static final class Factory implements SubjectFactory<LeasePoolView>, AutoCloseable {
    private final LeasePoolConfig config;
    private final Function<LeasePoolBuilder, LeasePool> variant;
    private final ViewFormat<LeasePoolView> format;
    private final ControlledThreads threads;
    private final Seam.Installation seam;

    /** For the engine of this name: sound, or a fault as its module is called. */
    public Factory(LeasePoolConfig config, String variant) {
      this.config = config;
      this.variant = LeasePoolVariant.of(variant);
      this.format = LeasePoolFormat.of(config);
      this.threads =
          new ControlledThreads(config.everyone(), ControlledThreads::isOfACommandStream);
      this.seam = Seam.install(threads);
    }

    @Override
    public LeasePoolSubject create(ThreadSteps steps) {
      threads.follow(steps);
      return new LeasePoolSubject(config, threads, variant);
    }

    @Override
    public LeasePoolView project(State state) {
      return format.project(state);
    }

    @Override
    public void close() {
      seam.close();
    }
  }
}
