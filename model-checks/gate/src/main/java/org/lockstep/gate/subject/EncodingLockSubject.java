package org.lockstep.gate.subject;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.DeviceException;
import org.lockstep.device.ManualDevice;
import org.lockstep.encoding.Encoder;
import org.lockstep.encoding.EncoderProbe;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.encoding.Result;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Call;
import org.lockstep.kit.replay.Subject;
import org.lockstep.kit.replay.SubjectFactory;
import org.lockstep.kit.replay.ThreadSteps;
import org.lockstep.seam.Seam;

/** The Java encoder and its locks under replay; the driver says when a completion handler runs. */
public final class EncodingLockSubject implements Subject<EncodingLockView> {
  /** What each action of EncodingLock.tla is to the driver. */
  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client("Call", "GpuComplete")
          .steps(
              "Request",
              "Grant",
              "Unlock",
              "SetFirst",
              "SetSecond",
              "Dispatch",
              "AwaitGpu",
              "Complete")
          .threadExit("ThreadExit")
          .environment("GpuRefuse", "Terminated")
          .build();

  private static final Label GPU_REFUSE = Label.of("GpuRefuse");

  private final EncodingLockConfig config;
  private final ControlledThreads threads;
  private final ManualDevice device = new ManualDevice();
  private final Encoder encoder;
  private final EncoderProbe probe;

  private EncodingLockSubject(
      EncodingLockConfig config, ControlledThreads threads, EncodingLockVariant variant) {
    this.config = config;
    this.threads = threads;
    this.encoder = variant.create(device, config.covered());
    this.probe =
        new EncoderProbe(encoder, device, config.threads().size(), config.handlers().size());
  }

  @Override
  public EncodingLockView view() {
    return probe.view(threads.alive(), threads.points(), threads.awaited());
  }

  @Override
  public @Nullable Call call(Label action) {
    int me = threads.number(Values.text(action.args().get(0)));
    Call body =
        action.action().equals("GpuComplete")
            ? encoder::handle
            : answering(me, body(Values.text(action.args().get(1))));
    return threads.returning(
        me,
        () -> {
          probe.meet(me);
          try {
            body.run();
          } catch (DeviceException asTheModelHasIt) {
            // The view shows it: the result failed.
            return;
          }
        });
  }

  /** What a client is told is what the model says of it. */
  private Call answering(int me, Supplier<@Nullable Result> body) {
    return () -> {
      Result given = body.get();
      if (given != probe.result(me)) {
        throw new IllegalStateException(
            "the call returned " + given + ", but its result is " + probe.result(me));
      }
    };
  }

  private Supplier<@Nullable Result> body(String call) {
    return switch (call) {
      case "contiguous" -> encoder::contiguous;
      case "linear" -> encoder::linear;
      case "linearContiguous" -> encoder::linearContiguous;
      case "linearSliceContiguous" -> encoder::linearSliceContiguous;
      case "projection" -> encoder::projection;
      case "matmul" -> encoder::matmul;
      case "layerNorm" -> encoder::layerNorm;
      case "fill" -> encoder::fill;
      case "synchronize" -> encoder::synchronize;
      default -> throw new IllegalArgumentException("the encoder has no call " + call);
    };
  }

  @Override
  public void environment(Label action) {
    if (action.equals(GPU_REFUSE)) {
      device.refuseNext();
    }
  }

  @Override
  public @Nullable Set<Label> environmentEnabled() {
    if (terminated()) {
      // The model says Terminated, which nobody does.
      return null;
    }
    return config.refuses() && !device.refusesNext() ? Set.of(GPU_REFUSE) : Set.of();
  }

  private boolean terminated() {
    List<@Nullable Thread> alive = threads.alive();
    for (int i = 0; i < config.threads().size(); i++) {
      if (alive.get(i) != null) {
        return false;
      }
    }
    EncodingLockView view = view();
    return !view.pending().contains(true)
        && view.pc().stream().allMatch(at -> at.equals("Gone") || at.equals("Idle"));
  }

  /** Makes a fresh encoder for each path. The seam is on until the factory is closed. */
  public static final class Factory implements SubjectFactory<EncodingLockView>, AutoCloseable {
    private final EncodingLockConfig config;
    private final EncodingLockVariant variant;
    private final ViewFormat<EncodingLockView> format;
    private final ControlledThreads threads;
    private final Seam.Installation seam;

    /** For the engine of this name: sound, or a fault as its module is called. */
    public Factory(EncodingLockConfig config, String variant) {
      this.config = config;
      this.variant = EncodingLockVariant.of(variant);
      this.format = EncodingLockFormat.of(config);
      this.threads = new ControlledThreads(config.everyone());
      this.seam = Seam.install(threads);
    }

    @Override
    public EncodingLockSubject create(ThreadSteps steps) {
      threads.follow(steps);
      return new EncodingLockSubject(config, threads, variant);
    }

    @Override
    public EncodingLockView project(State state) {
      return format.project(state);
    }

    /** What was seen on the last path beside its views: who was let in out of turn. */
    public List<String> facts() {
      return threads.overtakings();
    }

    @Override
    public void close() {
      seam.close();
    }
  }
}
