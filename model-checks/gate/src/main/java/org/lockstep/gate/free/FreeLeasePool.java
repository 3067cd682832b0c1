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
import org.lockstep.pool.LeasePoolProbe;
import org.lockstep.pool.PoolClosedException;
import org.lockstep.pool.StaleLeaseException;
import org.lockstep.seam.Point;
import org.lockstep.stream.CommandStream;

/** Threads that lease streams, leave work on them, and give them back, once more too. */
final class FreeLeasePool implements FreeModule {
  // As in FreeLeasePool.cfg.
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final String HANDLER = "h";
  private static final int STREAMS = 2;
  private static final int TOTAL = 8;

  /** Threads are interrupted. */
  private static final String WORLD = "";

  /** What one tick of the model is here: short, since a thread sleeps so long before it looks. */
  private static final Duration TICK = Duration.ofNanos(10_000);

  /** One thread in so many closes the pool some time. */
  private static final int CLOSERS = 4;

  /** So many calls at most are made by who has closed the pool, or found it closed. */
  private static final int AFTERWARDS = 3;

  /** So often a keeper looks at least, for others to come and wait. */
  private static final int LOOKS = 16;

  /** One lease in so many is kept until nobody waits for a limited time. */
  private static final int KEEPS = 4;

  /** One work in so many fails: it comes home as any other. */
  private static final int FAILS = 8;

  private static final Value NOBODY = Value.model("None");

  @Override
  public String name() {
    return "LeasePool";
  }

  @Override
  public Set<String> hidden() {
    return Set.of();
  }

  @Override
  public List<String> observed() {
    return List.of("result", "lease");
  }

  @Override
  public boolean isCaller(String thread) {
    return THREADS.contains(thread);
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof CommandStream.Point || point instanceof RankedLock.Point;
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
              shared.world.meet(THREADS.indexOf(thread));
              new Lessee(me, shared).work(calls);
            } finally {
              shared.working.decrementAndGet();
            }
          });
    }
    clients.put(HANDLER, me -> complete(me, shared.device, shared.working));
    clients.put(
        WORLD,
        me ->
            shared.world.interrupt(
                me, () -> shared.working.get() > 0, () -> shared.keeping.get() == 0));
    return clients;
  }

  /** What the threads of a round share. */
  private static final class Shared {
    final ManualDevice device = new ManualDevice();
    final FreeWorld world = new FreeWorld(THREADS, TICK);
    final LeasePool pool;
    final AtomicInteger working = new AtomicInteger(THREADS.size());

    /** How many wait, or may wait, for a limited time. */
    final AtomicInteger limited = new AtomicInteger();

    /** How many keep a stream meanwhile. */
    final AtomicInteger keeping = new AtomicInteger();

    Shared(String variant) {
      LeasePoolBuilder settings =
          LeasePool.builder(device)
              .size(STREAMS)
              .leakDetection(LeakDetection.OFF)
              .hint(thread -> thread.getName().equals("a") ? 0 : STREAMS - 1);
      this.pool = LeasePoolVariant.of(variant).apply(LeasePoolProbe.in(world, settings));
    }
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
          boolean fails = me.choices.oneIn(FAILS);
          me.call(
              "GpuComplete",
              List.of(Value.of(stream)),
              () -> {
                if (fails) {
                  device.failOne(stream);
                } else {
                  device.completeOne(stream);
                }
                return List.of(Value.of("none"), NOBODY);
              });
        }
      }
      me.rest();
    }
  }

  /** One who leases. */
  private static final class Lessee {
    private final FreeThread me;
    private final Shared shared;
    private final LeasePool pool;
    private @Nullable Lease last;
    private boolean closed;

    Lessee(FreeThread me, Shared shared) {
      this.me = me;
      this.shared = shared;
      this.pool = shared.pool;
    }

    void work(int calls) throws Exception {
      int close = me.choices.oneIn(CLOSERS) ? me.choices.below(calls) : calls;
      int over = 0;
      for (int i = 0; i < calls && over < AFTERWARDS; i++) {
        over += closed ? 1 : 0;
        if (i == close || (closed && me.choices.oneIn(2))) {
          close();
        }
        Lease lease = acquire(me.choices.below(3));
        if (lease == null) {
          continue;
        }
        last = lease;
        boolean keeps = me.choices.oneIn(KEEPS);
        for (int works = me.choices.below(3); works > 0; works--) {
          submit(lease);
        }
        if (keeps) {
          keep();
        }
        release(lease);
        if (me.choices.oneIn(4)) {
          again();
        }
      }
      me.call("ThreadExit", List.of(), () -> List.of(Value.of("none"), NOBODY));
    }

    /** Until nobody waits for a limited time: that has to end by itself. */
    private void keep() {
      shared.keeping.incrementAndGet();
      for (int looks = 0; looks < LOOKS || shared.limited.get() > 0; looks++) {
        me.rest();
      }
      shared.keeping.decrementAndGet();
    }

    private @Nullable Lease acquire(int how) throws Exception {
      @Nullable Lease[] given = new @Nullable Lease[1];
      if (how == 0) {
        me.call(
            "CallTry",
            List.of(),
            () -> {
              try {
                given[0] = pool.tryAcquire();
                return answer(given[0] == null ? "timeout" : "none", given[0]);
              } catch (PoolClosedException e) {
                closed = true;
                return answer("closed", null);
              }
            });
        return given[0];
      }
      boolean forever = how == 1;
      if (!forever) {
        shared.limited.incrementAndGet();
      }
      try {
        acquire(forever, given);
      } finally {
        if (!forever) {
          shared.limited.decrementAndGet();
        }
      }
      return given[0];
    }

    private void acquire(boolean forever, @Nullable Lease[] given) throws Exception {
      me.call(
          "CallAcquire",
          List.of(Value.of(forever ? -1 : TOTAL)),
          () -> {
            try {
              given[0] = pool.acquire(forever ? LeasePool.FOREVER : TICK.multipliedBy(TOTAL));
              return answer("none", given[0]);
            } catch (AcquireTimeoutException e) {
              return answer("timeout", null);
            } catch (InterruptedException e) {
              return answer("interrupted", null);
            } catch (PoolClosedException e) {
              closed = true;
              return answer("closed", null);
            }
          });
    }

    private void close() throws Exception {
      me.call(
          "CallClose",
          List.of(),
          () -> {
            closed = true;
            pool.close();
            return answer("none", null);
          });
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
      boolean submits = me.choices.oneIn(2);
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
