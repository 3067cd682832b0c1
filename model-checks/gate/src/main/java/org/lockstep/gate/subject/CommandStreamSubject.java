package org.lockstep.gate.subject;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.Subject;
import org.lockstep.kit.replay.SubjectFactory;
import org.lockstep.kit.replay.ThreadSteps;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Seam;
import org.lockstep.stream.CommandStream;
import org.lockstep.stream.CommandStreamProbe;
import org.lockstep.stream.CommandStreamProbe.Tagged;
import org.lockstep.stream.CommandStreamView;

/**
 * The Java command stream under replay, on a device that completes, or fails, when the driver says
 * so. What its clients alone know is kept in {@link CommandStreamClients}.
 */
public final class CommandStreamSubject implements Subject<CommandStreamView> {
  /** What each action of CommandStream.tla is to the driver. */
  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client("Call", "GpuComplete", "GpuFail")
          .steps(
              Arrays.stream(CommandStream.Point.values())
                  .map(CommandStream.Point::action)
                  .toArray(String[]::new))
          .threadExit("ThreadExit")
          .environment("Terminated")
          .build();

  private final CommandStreamConfig config;
  private final ControlledThreads threads;
  private final ManualDevice device = ManualDevice.executingOnCompletion();
  private final CommandStream stream;
  private final CommandStreamProbe probe;
  private final CommandStreamClients clients;

  private CommandStreamSubject(
      CommandStreamConfig config,
      ControlledThreads threads,
      Function<ManualDevice, CommandStream> variant) {
    this.config = config;
    this.threads = threads;
    this.stream = variant.apply(device);
    int calling = config.threads().size();
    this.probe = new CommandStreamProbe(stream, device, calling, config.everyone().size());
    this.clients = new CommandStreamClients(calling);
  }

  @Override
  public CommandStreamView view() {
    List<@Nullable Thread> alive = threads.alive();
    for (int t = 0; t < config.threads().size(); t++) {
      if (alive.get(t) == null) {
        clients.ended(t);
      }
    }
    CommandStreamView view =
        probe.view(alive, threads.points(), clients.calls(), clients.results());
    observe(view);
    return view;
  }

  /**
   * Whoever waits for the queue must not wait for the device with it; whoever waits for the device
   * waits for no more than it had been given then.
   */
  private void observe(CommandStreamView view) {
    boolean heldUp = view.owner() != CommandStreamView.NONE && waits(view, view.owner());
    for (int t = 0; t < config.threads().size(); t++) {
      if (heldUp && view.pc().get(t).equals("Enter")) {
        clients.heldUp(t, view.owner());
      }
      if (waits(view, t) && probe.hasNothingToAwait(t)) {
        clients.overdue(t);
      }
    }
  }

  private boolean waits(CommandStreamView view, int thread) {
    BooleanSupplier ready = threads.awaited().get(thread);
    return view.pc().get(thread).equals("Await") && ready != null && !ready.getAsBoolean();
  }

  @Override
  public @Nullable Call call(Label action) {
    view(); // to see who waits now: while a schedule is driven nobody else asks
    int me = threads.number(Values.text(action.args().get(0)));
    Call body =
        switch (action.action()) {
          case "Call" -> {
            String call = Values.text(action.args().get(1));
            yield clients.making(me, call, body(me, call));
          }
          case "GpuComplete" -> finish(me, false);
          case "GpuFail" -> finish(me, true);
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

  private Runnable body(int me, String call) {
    Consumer<CommandStream.Recorder> kernel = recorder -> recorder.dispatch(clients.work(me));
    return switch (call) {
      case "kernel" -> () -> stream.encode(kernel);
      case "fill" -> () -> stream.standAlone(clients.work(me));
      case "throw" ->
          () ->
              stream.encode(
                  recorder -> {
                    throw new CommandStreamClients.JobFailed();
                  });
      case "onCompleted" -> () -> stream.onCompleted(clients.handler(me));
      case "signal" -> () -> stream.signal(clients.mark(me));
      case "flush" -> stream::flush;
      case "synchronize" -> stream::synchronize;
      case "innerSynchronize" -> () -> nested(kernel, stream::synchronize);
      case "innerSignal" -> () -> nested(kernel, () -> stream.signal(clients.mark(me)));
      default -> throw new IllegalArgumentException("the stream has no call " + call);
    };
  }

  private void nested(Consumer<CommandStream.Recorder> kernel, Runnable inner) {
    stream.encode(
        recorder -> {
          kernel.accept(recorder);
          inner.run();
          stream.encode(kernel);
        });
  }

  private @Nullable Call finish(int handler, boolean fails) {
    if (device.uncompleted(stream.index()) == 0 || (fails && probe.hasFailed())) {
      return null;
    }
    return () -> {
      List<Tagged> next = probe.next();
      if (fails) {
        clients.fails(next);
      }
      probe.finish(handler, fails);
      CommandStreamClients.requireDone(next, fails);
    };
  }

  @Override
  public void environment(Label action) {
    // Terminated, which nobody does.
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    return terminated() ? null : Set.of();
  }

  @Override
  public boolean canHappen(Label action) {
    return terminated();
  }

  private boolean terminated() {
    List<@Nullable Thread> alive = threads.alive();
    int calling = config.threads().size();
    return alive.subList(0, calling).stream().allMatch(Objects::isNull)
        && threads.points().stream().allMatch(ControlledThreads.IDLE::equals)
        && device.uncompleted(stream.index()) == 0;
  }

  private CommandStreamFacts facts() {
    return clients.facts(probe.held());
  }

  /** Makes a fresh stream for each path. The seam is on until the factory is closed. */
  public static final class Factory implements SubjectFactory<CommandStreamView>, AutoCloseable {
    private final CommandStreamConfig config;
    private final Function<ManualDevice, CommandStream> variant;
    private final ViewFormat<CommandStreamView> format;
    private final ControlledThreads threads;
    private final Seam.Installation seam;
    private @Nullable CommandStreamSubject made;

    /** For the engine of this name: sound, or a fault as its module is called. */
    public Factory(CommandStreamConfig config, String variant) {
      this.config = config;
      this.variant = CommandStreamVariant.of(variant);
      this.format = CommandStreamFormat.of(config);
      // The queue and the encoding lock are taken in one step here.
      this.threads =
          new ControlledThreads(config.everyone(), point -> point instanceof RankedLock.Point);
      this.seam = Seam.install(threads);
    }

    @Override
    public CommandStreamSubject create(ThreadSteps steps) {
      threads.follow(steps);
      CommandStreamSubject subject = new CommandStreamSubject(config, threads, variant);
      made = subject;
      return subject;
    }

    @Override
    public CommandStreamView project(State state) {
      return format.project(state);
    }

    /** What the clients have seen on the last path beside its views. */
    public CommandStreamFacts facts() {
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
