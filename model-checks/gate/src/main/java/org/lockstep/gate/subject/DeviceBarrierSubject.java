package org.lockstep.gate.subject;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.DeviceBarrier;
import org.lockstep.barrier.DeviceBarrierProbe;
import org.lockstep.barrier.DeviceBarrierView;
import org.lockstep.barrier.FencedStream;
import org.lockstep.barrier.StreamGuard;
import org.lockstep.device.ManualDevice;
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

/**
 * The Java barrier with its guards under replay, on a device that completes, or fails, when the
 * driver says so. What its users alone know is kept in {@link DeviceBarrierClients}.
 */
public final class DeviceBarrierSubject implements Subject<DeviceBarrierView> {
  /** What each action of DeviceBarrier.tla is to the driver. */
  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client("Call", "Guard", "End")
          .steps(
              Arrays.stream(DeviceBarrier.Point.values())
                  .map(DeviceBarrier.Point::action)
                  .toArray(String[]::new))
          .threadExit("ThreadExit")
          .environment("GpuComplete", "GpuFail", "Terminated")
          .build();

  private final DeviceBarrierConfig config;
  private final ControlledThreads threads;
  private final DeviceBarrierVariant variant;
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final DeviceBarrier barrier;
  private final DeviceBarrierProbe probe;
  private final DeviceBarrierClients clients;

  private DeviceBarrierSubject(
      DeviceBarrierConfig config, ControlledThreads threads, DeviceBarrierVariant variant) {
    this.config = config;
    this.threads = threads;
    this.variant = variant;
    this.barrier = variant.barrier().apply(this::home);
    this.probe = new DeviceBarrierProbe(barrier, device, config.threads().size());
    this.clients = new DeviceBarrierClients(config, device);
    for (int s : config.opened()) {
      DeviceBarrierProbe.Stream stream = probe.stream(s);
      probe.opened(stream);
      clients.opened(stream);
    }
  }

  /** The calling thread's stream beyond all guards. */
  private FencedStream home() {
    int me = threads.number(Thread.currentThread().getName());
    return stream(config.home().get(me));
  }

  private DeviceBarrierProbe.Stream stream(int index) {
    return Objects.requireNonNull(clients.stream(index), "a stream that is not open");
  }

  @Override
  public DeviceBarrierView view() {
    List<@Nullable Thread> alive = threads.alive();
    for (int t = 0; t < alive.size(); t++) {
      if (alive.get(t) == null) {
        clients.ended(t);
      }
    }
    DeviceBarrierView view = probe.view(alive, threads.points(), clients.all());
    observe(view);
    return view;
  }

  /**
   * Whoever waits for the lock must not wait for the device with it; whoever waits for the device
   * waits for no more than the fence is behind.
   */
  private void observe(DeviceBarrierView view) {
    boolean heldUp = view.lock() != DeviceBarrierView.NONE && waits(view, view.lock());
    for (int t = 0; t < config.threads().size(); t++) {
      if (heldUp && view.pc().get(t).equals("Lock")) {
        clients.heldUp(t, view.lock());
      }
      if (waits(view, t) && probe.hasNothingToAwait(t)) {
        clients.overdue(t, view.fences().get(t).get(0));
      }
    }
  }

  private boolean waits(DeviceBarrierView view, int thread) {
    BooleanSupplier ready = threads.awaited().get(thread);
    return view.pc().get(thread).equals("Await") && ready != null && !ready.getAsBoolean();
  }

  @Override
  public @Nullable Call call(Label action) {
    view(); // to see who waits now: while a schedule is driven nobody else asks
    int me = threads.number(Values.text(action.args().get(0)));
    Value argument = action.args().get(1);
    Call body =
        switch (action.action()) {
          case "Call" -> calling(me, Values.text(argument));
          case "Guard" -> guarding(me, Values.integer(argument));
          case "End" -> ending(me, Values.integer(argument) - 1);
          default -> throw new IllegalArgumentException("no client action " + action);
        };
    return body == null
        ? null
        : threads.returning(
            me,
            () -> {
              probe.meet(me);
              body.run();
            });
  }

  private @Nullable Call calling(int me, String call) {
    int home = config.home().get(me);
    boolean opens = call.equals("open");
    int used = opens || call.equals("close") ? home : clients.own(me);
    String expected = opens ? "none" : "open";
    if (!call.equals("device") && !clients.phase(used).equals(expected)) {
      return null;
    }
    Runnable body =
        switch (call) {
          case "open" ->
              () -> {
                clients.phase(home, "opening");
                clients.opened(barrier.open(() -> probe.stream(home)));
              };
          case "submit" -> () -> submit(me);
          case "synchronize" -> barrier::synchronize;
          case "device" -> barrier::synchronizeDevice;
          case "close" ->
              () -> {
                clients.phase(home, "closing");
                try {
                  barrier.close(stream(home));
                } finally {
                  clients.phase(home, "gone");
                }
              };
          default -> throw new IllegalArgumentException("the barrier has no call " + call);
        };
    return clients.making(me, call, body);
  }

  private void submit(int me) {
    DeviceBarrierProbe.Stream stream = (DeviceBarrierProbe.Stream) barrier.current();
    clients.submits(me, stream.index());
    stream.submit(() -> {});
  }

  private @Nullable Call guarding(int me, int stream) {
    int number = clients.fresh();
    boolean pooled = clients.isPooled(stream);
    if (number < 0 || (pooled && !clients.isFree(stream))) {
      return null;
    }
    return () -> {
      if (pooled) {
        clients.takes(me, stream, number);
      }
      clients.guarded(
          me,
          number,
          variant
              .guard()
              .apply(
                  stream(stream), pooled ? () -> clients.givesBack(me(), stream, number) : null));
    };
  }

  /** Whoever gives a stream back. */
  private int me() {
    return threads.number(Thread.currentThread().getName());
  }

  private @Nullable Call ending(int me, int number) {
    StreamGuard guard = clients.guard(number);
    return guard == null ? null : clients.ending(me, number, guard);
  }

  @Override
  public void environment(Label action) {
    switch (action.action()) {
      case "GpuComplete" -> device.completeOne(Values.integer(action.args().get(0)));
      case "GpuFail" -> {
        int stream = Values.integer(action.args().get(0));
        clients.failed(stream);
        device.failOne(stream);
      }
      default -> {
        // Terminated, which nobody does.
      }
    }
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    Set<Label> enabled = new HashSet<>();
    for (int s = 0; s < config.streams(); s++) {
      if (device.uncompleted(s) > 0) {
        enabled.add(Label.of("GpuComplete", Value.of(s)));
        if (config.fails() && !stream(s).hasFailed()) {
          enabled.add(Label.of("GpuFail", Value.of(s)));
        }
      }
    }
    // Of a state in which every thread is gone the model says Terminated: nothing to tell of.
    return enabled.isEmpty() && threads.allGone() ? null : enabled;
  }

  @Override
  public boolean canHappen(Label action) {
    if (action.args().isEmpty()) {
      Set<Label> enabled = environmentEnabled();
      return enabled == null;
    }
    int stream = Values.integer(action.args().get(0));
    return device.uncompleted(stream) > 0
        && (action.action().equals("GpuComplete") || !stream(stream).hasFailed());
  }

  /** Makes a fresh barrier for each path. The seam is on until the factory is closed. */
  public static final class Factory implements SubjectFactory<DeviceBarrierView>, AutoCloseable {
    private final DeviceBarrierConfig config;
    private final DeviceBarrierVariant variant;
    private final ViewFormat<DeviceBarrierView> format;
    private final ControlledThreads threads;
    private final Seam.Installation seam;
    private @Nullable DeviceBarrierSubject made;

    /** For the engine of this name: sound, or a fault as its module is called. */
    public Factory(DeviceBarrierConfig config, String variant) {
      this.config = config;
      this.variant = DeviceBarrierVariant.of(variant);
      this.format = DeviceBarrierFormat.of(config);
      // The lock of the registry is taken in one step here.
      this.threads =
          new ControlledThreads(config.threads(), point -> point instanceof RankedLock.Point);
      this.seam = Seam.install(threads);
    }

    @Override
    public DeviceBarrierSubject create(ThreadSteps steps) {
      threads.follow(steps);
      DeviceBarrierSubject subject = new DeviceBarrierSubject(config, threads, variant);
      made = subject;
      return subject;
    }

    @Override
    public DeviceBarrierView project(State state) {
      return format.project(state);
    }

    /** What the users have seen on the last path beside its views. */
    public DeviceBarrierFacts facts(DeviceBarrierView end) {
      if (made == null) {
        throw new IllegalStateException("nothing was driven");
      }
      return made.clients.facts(end);
    }

    @Override
    public void close() {
      seam.close();
    }
  }
}
