package org.lockstep.gate.subject;

import java.util.ArrayList;
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
import org.lockstep.pool.PoolClosedException;
import org.lockstep.pool.Stream;
import org.lockstep.pool.StreamPool;
import org.lockstep.pool.StreamPoolBuilder;
import org.lockstep.pool.StreamPoolProbe;
import org.lockstep.pool.StreamPoolView;
import org.lockstep.seam.Seam;

/** The Java stream pool under replay, on a device that completes when the driver says so. */
public final class StreamPoolSubject implements Subject<StreamPoolView> {
  /** What each action of StreamPool.tla is to the driver. */
  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client("CallCurrent", "CallSubmit", "CallClose", "SetCurrent", "Release")
          .steps(
              Arrays.stream(StreamPool.Point.values())
                  .map(StreamPool.Point::action)
                  .toArray(String[]::new))
          .threadExit("ThreadExit")
          .threadStart("ThreadStart")
          .environment("GpuComplete", "Terminated")
          .ignoredPoints("Request", "Grant", "Unlock")
          .build();

  private final StreamPoolConfig config;
  private final ControlledThreads threads;
  private final ManualDevice device = new ManualDevice();
  private final StreamPool pool;
  private final StreamPoolProbe probe;
  private final @Nullable List<String> facts;

  private StreamPoolSubject(
      StreamPoolConfig config,
      ControlledThreads threads,
      Function<StreamPoolBuilder, StreamPool> variant,
      @Nullable List<String> facts) {
    this.config = config;
    this.facts = facts;
    this.threads = threads;
    this.pool =
        variant.apply(
            StreamPool.builder(device)
                .workerStreams(config.poolSize())
                .stripes(config.stripes())
                .main(thread -> thread.getName().equals(config.main()))
                .stripeOf(thread -> config.stripeOf().get(threads.number(thread.getName()))));
    this.probe = new StreamPoolProbe(pool, device, config.threads().size());
  }

  @Override
  public StreamPoolView view() {
    return probe.view(threads.alive(), threads.points());
  }

  @Override
  public @Nullable Call call(Label action) {
    int me = threads.number(Values.text(action.args().get(0)));
    Call body =
        switch (action.action()) {
          case "CallCurrent" -> () -> requireBound(me, pool.current());
          case "CallSubmit" -> () -> pool.submit(buffer -> buffer.record(() -> {}));
          case "CallClose" -> pool::close;
          case "SetCurrent" -> {
            int stream = Values.integer(action.args().get(1));
            yield () -> pool.setCurrent(stream);
          }
          case "Release" -> pool::release;
          default -> throw new IllegalArgumentException("no client action " + action);
        };
    return threads.returning(
        me,
        () -> {
          probe.meet(me);
          try {
            body.run();
          } catch (PoolClosedException asTheModelHasIt) {
            // The view shows it: refused.
            return;
          }
        });
  }

  /** What a client is told is what the model says of it. */
  private void requireBound(int me, @Nullable Stream given) {
    if (given == null || given.index() != probe.binding(me)) {
      throw new IllegalStateException(
          "current() returned "
              + given
              + " to a thread that is bound to stream "
              + probe.binding(me));
    }
  }

  @Override
  public void environment(Label action) {
    if (action.action().equals("GpuComplete")) {
      device.complete(Values.integer(action.args().get(0)));
    }
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    Set<Label> enabled = new HashSet<>();
    for (int s = 0; s <= config.poolSize(); s++) {
      if (device.isBusy(s)) {
        enabled.add(Label.of("GpuComplete", Value.of(s)));
      }
    }
    // Of a state in which every thread is gone the model says Terminated: nothing to tell of.
    return enabled.isEmpty() && threads.allGone() ? null : enabled;
  }

  /**
   * If every thread is out of the pool, closes it for good and tells what the device still holds
   * then. Otherwise the pool is left alone: its close would wait for operations that were
   * abandoned.
   */
  private List<String> settle() {
    StreamPoolView last = view();
    boolean out = last.pc().stream().allMatch(at -> at.equals("Idle") || at.equals("Gone"));
    if (!out || last.inside().stream().anyMatch(count -> count != 0)) {
      return List.of();
    }
    for (int s = 0; s <= config.poolSize(); s++) {
      device.complete(s);
    }
    pool.close();
    List<String> left = new ArrayList<>();
    for (int s = 0; s <= config.poolSize(); s++) {
      if (device.queues(s) > 0) {
        left.add(
            "the pool is closed, but the device still holds "
                + device.queues(s)
                + " of "
                + last.queues().get(s)
                + " queues of stream "
                + s
                + ", which nobody can reach any more");
      }
    }
    return left;
  }

  @Override
  public void close() {
    if (facts != null) {
      facts.addAll(settle());
    }
  }

  /** Makes a fresh pool for each path. The seam is on until the factory is closed. */
  public static final class Factory implements SubjectFactory<StreamPoolView>, AutoCloseable {
    private final StreamPoolConfig config;
    private final Function<StreamPoolBuilder, StreamPool> variant;
    private final ViewFormat<StreamPoolView> format;
    private final ControlledThreads threads;
    private final Seam.Installation seam;
    private boolean settling;
    private final List<String> facts = new ArrayList<>();

    /**
     * For the engine of this name: sound, or a fault.
     *
     * @param variant as the bug's module is called
     */
    public Factory(StreamPoolConfig config, String variant) {
      this.config = config;
      this.variant = StreamPoolVariant.of(variant);
      this.format = StreamPoolFormat.of(config);
      this.threads = new ControlledThreads(config.threads(), ControlledThreads::isOfACommandStream);
      this.seam = Seam.install(threads);
    }

    @Override
    public StreamPoolSubject create(ThreadSteps steps) {
      threads.follow(steps);
      facts.clear();
      return new StreamPoolSubject(config, threads, variant, settling ? facts : null);
    }

    @Override
    public StreamPoolView project(State state) {
      return format.project(state);
    }

    /** From now on, each pool is closed in the end, to see what it leaves behind. */
    public Factory settling() {
      settling = true;
      return this;
    }

    /** What was seen on the last path beside its views: queues left after the close. */
    public List<String> facts() {
      return List.copyOf(facts);
    }

    @Override
    public void close() {
      seam.close();
    }
  }
}
