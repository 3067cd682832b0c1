package org.lockstep.gate.free;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.DeviceBarrier;
import org.lockstep.barrier.FencedStream;
import org.lockstep.barrier.QueueStream;
import org.lockstep.barrier.StreamFailedException;
import org.lockstep.barrier.StreamGuard;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.DeviceBarrierVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Point;

/**
 * Threads that wait for the device, open and close streams, and guard them, on which work fails.
 */
final class FreeDeviceBarrier implements FreeModule {
  // As in FreeDeviceBarrier.cfg.
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final int STREAMS = 4;
  private static final int POOLED = 3;
  private static final int DEPTH = 3;

  private static final String DEVICE = "";

  /** One work in so many. */
  private static final int FAILS = 8;

  /** A keeper is in no hurry: what it submits is nobody's but the waiters' trial. */
  private static final long PAUSE_NANOS = 20_000;

  @Override
  public String name() {
    return "DeviceBarrier";
  }

  @Override
  public Set<String> hidden() {
    return Set.of();
  }

  @Override
  public List<String> observed() {
    return List.of("told", "refused", "current");
  }

  @Override
  public boolean isCaller(String thread) {
    return !thread.equals(DEVICE);
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof RankedLock.Point;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    Shared shared = new Shared(DeviceBarrierVariant.of(variant));
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
    clients.put(DEVICE, shared::complete);
    return clients;
  }

  /** What the threads of a round share. */
  private static final class Shared {
    final ManualDevice device = new ManualDevice();
    final DeviceBarrierVariant variant;
    final DeviceBarrier barrier;
    final ThreadLocal<@Nullable QueueStream> home = new ThreadLocal<>();
    final QueueStream everybodys;
    final QueueStream pooled;
    final AtomicBoolean leased = new AtomicBoolean();

    /** The last of each thread and depth. */
    final AtomicReferenceArray<@Nullable StreamGuard> guards =
        new AtomicReferenceArray<>(THREADS.size() * DEPTH);

    final AtomicInteger working = new AtomicInteger(THREADS.size());

    /** How many wait for the device, or are about to. */
    final AtomicInteger waiting = new AtomicInteger();

    /** How many see to it that the default stream always has something to do. */
    final AtomicInteger keeping = new AtomicInteger();

    Shared(DeviceBarrierVariant variant) {
      this.variant = variant;
      this.barrier = variant.barrier().apply(() -> Objects.requireNonNull(home.get()));
      this.everybodys = barrier.open(() -> new QueueStream(device, 0));
      this.pooled = barrier.open(() -> new QueueStream(device, POOLED));
    }

    /** Completes or fails what it finds, until there is nobody left to submit more. */
    void complete(FreeThread me) throws Exception {
      boolean more = true;
      while (more) {
        more = working.get() > 0;
        for (int s = 0; s < STREAMS; s++) {
          int stream = s;
          // While somebody keeps it busy, the default stream is never seen idle.
          if (device.uncompleted(stream) > (stream == 0 && keeping.get() > 0 ? 1 : 0)) {
            more = true;
            boolean fails = me.choices.oneIn(FAILS);
            me.call(
                fails ? "GpuFail" : "GpuComplete",
                List.of(Value.of(stream)),
                () -> {
                  if (fails) {
                    device.failOne(stream);
                  } else {
                    device.completeOne(stream);
                  }
                  return null;
                });
          }
        }
        me.rest();
      }
    }
  }

  /** One who uses the device. */
  private static final class User {
    private final FreeThread me;
    private final int number;
    private final Shared shared;

    /** Its own stream while that is open. */
    private @Nullable QueueStream home;

    private int depth;
    private List<Integer> told = List.of();
    private boolean refused;

    User(FreeThread me, int number, Shared shared) {
      this.me = me;
      this.number = number;
      this.shared = shared;
    }

    void work(int calls) throws Exception {
      if (number == 0) {
        setHome(shared.everybodys);
      }
      int open = number == 0 ? calls : me.choices.below(calls);
      int close = open + me.choices.below(calls);
      for (int i = 0; i < calls; i++) {
        if (i == open) {
          open();
        }
        if (i >= close && home != null && depth == 0) {
          close(home);
        }
        for (int uses = me.choices.below(4); uses > 0; uses--) {
          use();
        }
      }
      for (int d = depth - 1; d >= 0; d--) {
        end(number, d);
      }
      told = List.of();
      refused = false;
      me.call("ThreadExit", List.of(), this::known);
    }

    private void setHome(@Nullable QueueStream stream) {
      home = stream;
      shared.home.set(stream);
    }

    private void open() throws Exception {
      call(
          "open", () -> setHome(shared.barrier.open(() -> new QueueStream(shared.device, number))));
    }

    private void close(QueueStream stream) throws Exception {
      call("close", () -> shared.barrier.close(stream));
      setHome(null);
    }

    private void use() throws Exception {
      boolean hasStream = depth > 0 || home != null;
      switch (me.choices.below(9)) {
        case 0 -> await("device", shared.barrier::synchronizeDevice);
        case 1 -> {
          if (hasStream) {
            await("synchronize", shared.barrier::synchronize);
          }
        }
        case 2, 3 -> guard();
        case 4 -> {
          if (depth > 0) {
            end(number, depth - 1);
          }
        }
        case 5 -> end(me.choices.below(THREADS.size()), me.choices.below(DEPTH));
        case 6 -> {
          if (number == 0 && depth == 0) {
            keepBusy();
          }
        }
        default -> {
          if (hasStream) {
            call("submit", () -> ((QueueStream) shared.barrier.current()).submit(() -> {}));
          }
        }
      }
    }

    private void await(String call, Runnable body) throws Exception {
      shared.waiting.incrementAndGet();
      try {
        call(call, body);
      } finally {
        shared.waiting.decrementAndGet();
      }
    }

    /** As long as somebody waits: who does so has only what came before to wait for. */
    private void keepBusy() throws Exception {
      shared.keeping.incrementAndGet();
      try {
        while (shared.waiting.get() > 0) {
          if (shared.device.uncompleted(0) < 2) {
            call("submit", () -> shared.everybodys.submit(() -> {}));
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } finally {
        shared.keeping.decrementAndGet();
      }
    }

    private void guard() throws Exception {
      if (depth == DEPTH) {
        return;
      }
      boolean leases = me.choices.oneIn(2) && shared.leased.compareAndSet(false, true);
      me.call(
          "Guard",
          List.of(Value.of(leases ? POOLED : 0)),
          () -> {
            shared.guards.set(
                place(number, depth),
                shared
                    .variant
                    .guard()
                    .apply(
                        leases ? shared.pooled : shared.everybodys,
                        leases ? () -> shared.leased.set(false) : null));
            depth++;
            refused = false;
            return known();
          });
    }

    /** Which is refused but of its newest one; and has no effect on one that is ended. */
    private void end(int whose, int which) throws Exception {
      StreamGuard guard = shared.guards.get(place(whose, which));
      if (guard == null) {
        return;
      }
      me.call(
          "End",
          List.of(Value.of(place(whose, which) + 1)),
          () -> {
            refused = false;
            try {
              guard.close();
              if (whose == number && which == depth - 1) {
                depth--;
              }
            } catch (IllegalStateException e) {
              refused = true;
            }
            return known();
          });
    }

    /** As the model numbers guards, from 0. */
    private static int place(int thread, int depth) {
      return THREADS.size() * depth + thread;
    }

    private void call(String call, Runnable body) throws Exception {
      me.call(
          "Call",
          List.of(Value.of(call)),
          () -> {
            told = List.of();
            refused = false;
            try {
              body.run();
            } catch (StreamFailedException failure) {
              told =
                  Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()))
                      .map(each -> ((StreamFailedException) each).stream())
                      .toList();
            }
            return known();
          });
    }

    private List<Value> known() {
      FencedStream guarded = StreamGuard.current();
      return List.of(
          new Value.Seq(told.stream().map(Value::of).toList()),
          Value.of(refused),
          Value.of(guarded == null ? number : guarded.index()));
    }
  }
}
