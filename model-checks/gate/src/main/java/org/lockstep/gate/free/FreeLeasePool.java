package org.lockstep.gate.free;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.LeasePoolVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.lock.RankedLock;
import org.lockstep.pool.AcquireTimeoutException;
import org.lockstep.pool.LeakDetection;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolBuilder;
import org.lockstep.pool.StaleLeaseException;
import org.lockstep.seam.Point;
import org.lockstep.stream.CommandStream;

/** Threads that lease streams, leave work on them, and give them back, once more too. */
final class FreeLeasePool implements FreeModule {
  // As in FreeLeasePool.cfg.
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final String HANDLER = "h";
  private static final int STREAMS = 2;
  private static final int TOTAL = 1;

  /** What one tick of the model is here. */
  private static final Duration TICK = Duration.ofNanos(20_000);

  private static final Value NOBODY = Value.model("None");

  @Override
  public String name() {
    return "LeasePool";
  }

  @Override
  public Set<String> hidden() {
    return Set.of("Tick");
  }

  @Override
  public List<String> observed() {
    return List.of("result", "lease");
  }

  @Override
  public String last(String thread) {
    return thread.equals(HANDLER) ? "" : "ThreadExit";
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof CommandStream.Point || point instanceof RankedLock.Point;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    ManualDevice device = new ManualDevice();
    LeasePoolBuilder settings =
        LeasePool.builder(device)
            .size(STREAMS)
            .leakDetection(LeakDetection.OFF)
            .hint(thread -> thread.getName().equals("a") ? 0 : STREAMS - 1);
    LeasePool pool = LeasePoolVariant.of(variant).apply(settings);
    AtomicInteger working = new AtomicInteger(THREADS.size());
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String thread : THREADS) {
      clients.put(
          thread,
          me -> {
            try {
              new Lessee(me, pool).work(calls);
            } finally {
              working.decrementAndGet();
            }
          });
    }
    clients.put(HANDLER, me -> complete(me, device, working));
    return clients;
  }

  /** Completes what it finds, until there is nobody left to commit more. */
  private static void complete(FreeThread me, ManualDevice device, AtomicInteger working)
      throws Exception {
    boolean more = true;
    while (more) {
      more = working.get() > 0;
      for (int s = 0; s < STREAMS; s++) {
        int stream = s;
        while (device.uncompleted(stream) > 0) {
          more = true;
          me.call(
              "GpuComplete",
              List.of(Value.of(stream)),
              () -> {
                device.completeOne(stream);
                return List.of(Value.of("none"), NOBODY);
              });
        }
      }
      Thread.onSpinWait();
    }
  }

  /** One who leases. */
  private static final class Lessee {
    private final FreeThread me;
    private final LeasePool pool;
    private @Nullable Lease last;

    Lessee(FreeThread me, LeasePool pool) {
      this.me = me;
      this.pool = pool;
    }

    void work(int calls) throws Exception {
      for (int i = 0; i < calls; i++) {
        Lease lease = acquire(me.random.nextInt(3));
        if (lease == null) {
          continue;
        }
        last = lease;
        for (int works = me.random.nextInt(3); works > 0; works--) {
          submit(lease);
        }
        release(lease);
        if (me.random.nextInt(4) == 0) {
          again();
        }
      }
      me.call("ThreadExit", List.of(), () -> List.of(Value.of("none"), NOBODY));
    }

    private @Nullable Lease acquire(int how) throws Exception {
      @Nullable Lease[] given = new @Nullable Lease[1];
      if (how == 0) {
        me.call(
            "CallTry",
            List.of(),
            () -> {
              given[0] = pool.tryAcquire();
              return answer(given[0] == null ? "timeout" : "none", given[0]);
            });
        return given[0];
      }
      boolean forever = how == 1;
      me.call(
          "CallAcquire",
          List.of(Value.of(forever ? -1 : TOTAL)),
          () -> {
            try {
              given[0] = pool.acquire(forever ? LeasePool.FOREVER : TICK.multipliedBy(TOTAL));
              return answer("none", given[0]);
            } catch (AcquireTimeoutException e) {
              return answer("timeout", null);
            }
          });
      return given[0];
    }

    private void submit(Lease lease) throws Exception {
      me.call(
          "CallSubmit",
          List.of(),
          () -> {
            lease.submit(buffer -> buffer.record(() -> {}));
            return answer("none", lease);
          });
    }

    private void release(Lease lease) throws Exception {
      me.call(
          "CallRelease",
          List.of(),
          () -> {
            lease.close();
            return answer("none", null);
          });
    }

    /** With a handle that is worth nothing any more. */
    private void again() throws Exception {
      Lease stale = last;
      boolean submits = me.random.nextBoolean();
      if (stale == null) {
        return;
      }
      me.call(
          submits ? "CallSubmit" : "CallRelease",
          List.of(),
          () -> {
            try {
              if (submits) {
                stale.submit(buffer -> buffer.record(() -> {}));
              } else {
                stale.close();
              }
              return answer("none", null);
            } catch (StaleLeaseException e) {
              return answer("stale", null);
            }
          });
    }

    private static List<Value> answer(String result, @Nullable Lease lease) {
      return List.of(Value.of(result), lease == null ? NOBODY : Value.of(lease.index()));
    }
  }
}
