package org.lockstep.gate.free;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

  /** One call in so many is to keep the stream busy while others wait for it. */
  private static final int KEEPERS = 12;

  /** A keeper is in no hurry: what it submits is nobody's but the waiters' trial. */
  private static final long PAUSE_NANOS = 20_000;

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
  public boolean isCaller(String thread) {
    return !thread.equals(HANDLER);
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof RankedLock.Point;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    Shared shared = new Shared(variant);
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String thread : THREADS) {
      clients.put(
          thread,
          me -> {
            try {
              work(me, shared, calls);
            } finally {
              shared.working.decrementAndGet();
            }
          });
    }
    clients.put(HANDLER, shared::complete);
    return clients;
  }

  /** What the threads of a round share. */
  private static final class Shared {
    final ManualDevice device = ManualDevice.executingOnCompletion();
    final CommandStream stream;
    final AtomicInteger working = new AtomicInteger(THREADS.size());

    /** How many wait for the device, or are about to. */
    final AtomicInteger waiting = new AtomicInteger();

    /** How many see to it that the device always has something to do. */
    final AtomicInteger keeping = new AtomicInteger();

    Shared(String variant) {
      stream = CommandStreamVariant.of(variant).apply(device);
    }

    int uncompleted() {
      return device.uncompleted(stream.index());
    }

    /** Completes what it finds, until there is nobody left to commit more. */
    void complete(FreeThread me) throws Exception {
      boolean more = true;
      while (more) {
        more = working.get() > 0;
        // While somebody keeps the stream busy, it is never seen idle.
        while (uncompleted() > (keeping.get() > 0 ? 1 : 0)) {
          more = true;
          boolean fails = me.choices.oneIn(FAILS);
          me.call(
              fails ? "GpuFail" : "GpuComplete",
              List.of(),
              () -> {
                if (fails) {
                  device.failOne(stream.index());
                } else {
                  device.completeOne(stream.index());
                }
                return nothing();
              });
        }
        me.rest();
      }
    }
  }

  private static void work(FreeThread me, Shared shared, int calls) throws Exception {
    for (int i = 0; i < calls; i++) {
      if (me.choices.oneIn(KEEPERS)) {
        keepBusy(me, shared);
        continue;
      }
      String call = CALLS.get(me.choices.below(CALLS.size()));
      boolean waits = call.toLowerCase(Locale.ROOT).endsWith("synchronize");
      if (waits) {
        shared.waiting.incrementAndGet();
      }
      try {
        call(me, shared.stream, call);
      } finally {
        if (waits) {
          shared.waiting.decrementAndGet();
        }
      }
    }
    me.call("ThreadExit", List.of(), () -> List.of(Value.of("none")));
  }

  /** As long as somebody waits: who does so has only what came before to wait for. */
  private static void keepBusy(FreeThread me, Shared shared) throws Exception {
    shared.keeping.incrementAndGet();
    try {
      while (shared.waiting.get() > 0) {
        if (shared.uncompleted() < 2) {
          call(me, shared.stream, "kernel");
          call(me, shared.stream, "flush");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } finally {
      shared.keeping.decrementAndGet();
    }
  }

  private static void call(FreeThread me, CommandStream stream, String call) throws Exception {
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

  private static @Nullable List<Value> nothing() {
    return null;
  }
}
