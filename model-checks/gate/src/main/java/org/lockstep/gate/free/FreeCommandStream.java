package org.lockstep.gate.free;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.CommandStreamVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Point;
import org.lockstep.stream.CommandStream;
import org.lockstep.stream.WorkFailedException;

/** Threads that share one stream and make every call, on a device that fails now and then. */
final class FreeCommandStream implements FreeModule {
  // As in FreeCommandStream.cfg.
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final String HANDLER = "h";

  /** One buffer in so many. */
  private static final int FAILS = 8;

  /** What the model calls a call. */
  private static final List<String> CALLS =
      List.of(
          "kernel",
          "fill",
          "throw",
          "onCompleted",
          "signal",
          "flush",
          "synchronize",
          "innerSynchronize",
          "innerSignal");

  private static final class JobFailed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public String name() {
    return "CommandStream";
  }

  @Override
  public Set<String> hidden() {
    return Set.of();
  }

  @Override
  public List<String> observed() {
    return List.of("result");
  }

  @Override
  public String last(String thread) {
    return thread.equals(HANDLER) ? "" : "ThreadExit";
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof RankedLock.Point;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    ManualDevice device = ManualDevice.executingOnCompletion();
    CommandStream stream = CommandStreamVariant.of(variant).apply(device);
    AtomicInteger working = new AtomicInteger(THREADS.size());
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String thread : THREADS) {
      clients.put(
          thread,
          me -> {
            try {
              work(me, stream, calls);
            } finally {
              working.decrementAndGet();
            }
          });
    }
    clients.put(HANDLER, me -> complete(me, device, stream.index(), working));
    return clients;
  }

  private static void work(FreeThread me, CommandStream stream, int calls) throws Exception {
    for (int i = 0; i < calls; i++) {
      String call = CALLS.get(me.random.nextInt(CALLS.size()));
      me.call(
          "Call",
          List.of(Value.of(call)),
          () -> {
            try {
              make(stream, call);
              return List.of(Value.of("none"));
            } catch (JobFailed asItShould) {
              return List.of(Value.of("thrown"));
            } catch (WorkFailedException told) {
              return List.of(Value.of("failed"));
            }
          });
    }
    me.call("ThreadExit", List.of(), () -> List.of(Value.of("none")));
  }

  private static void make(CommandStream stream, String call) {
    Consumer<CommandStream.Recorder> kernel = recorder -> recorder.dispatch(() -> {});
    switch (call) {
      case "kernel" -> stream.encode(kernel);
      case "fill" -> stream.standAlone(() -> {});
      case "throw" ->
          stream.encode(
              recorder -> {
                throw new JobFailed();
              });
      case "onCompleted" -> stream.onCompleted(failure -> {});
      case "signal" -> stream.signal(() -> {});
      case "flush" -> stream.flush();
      case "synchronize" -> stream.synchronize();
      case "innerSynchronize" -> nested(stream, kernel, stream::synchronize);
      default -> nested(stream, kernel, () -> stream.signal(() -> {}));
    }
  }

  private static void nested(
      CommandStream stream, Consumer<CommandStream.Recorder> kernel, Runnable inner) {
    stream.encode(
        recorder -> {
          kernel.accept(recorder);
          inner.run();
          stream.encode(kernel);
        });
  }

  /** Completes what it finds, until there is nobody left to commit more. */
  private static void complete(
      FreeThread me, ManualDevice device, int stream, AtomicInteger working) throws Exception {
    boolean more = true;
    while (more) {
      more = working.get() > 0;
      while (device.uncompleted(stream) > 0) {
        more = true;
        boolean fails = me.random.nextInt(FAILS) == 0;
        me.call(
            fails ? "GpuFail" : "GpuComplete",
            List.of(),
            () -> {
              if (fails) {
                device.failOne(stream);
              } else {
                device.completeOne(stream);
              }
              return nothing();
            });
      }
      Thread.onSpinWait();
    }
  }

  private static @Nullable List<Value> nothing() {
    return null;
  }
}
