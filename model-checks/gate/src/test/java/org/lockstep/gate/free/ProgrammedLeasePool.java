package org.lockstep.gate.free;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.free.ClientProgram.Step;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.LeasePoolVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.pool.AcquireTimeoutException;
import org.lockstep.pool.LeakDetection;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolProbe;
import org.lockstep.pool.StaleLeaseException;

/** A lease pool of two streams; a failed work comes home as any other. */
final class ProgrammedLeasePool implements ProgrammedModule {
  private static final List<String> THREADS = List.of("a", "b", "c");
  private static final String HANDLER = "h";
  private static final int STREAMS = 2;
  private static final Duration TICK = Duration.ofNanos(10_000);

  // As in FreeLeasePool.cfg.
  private static final int TOTAL = 8;

  private static final Value NOBODY = Value.model("None");

  @Override
  public FreeModule module() {
    return FreeRuns.module("LeasePool");
  }

  @Override
  public List<String> threads() {
    return THREADS;
  }

  @Override
  public List<String> calls() {
    return List.of("try", "forever", "timed", "submit", "release");
  }

  @Override
  public int mostArgument() {
    return 0;
  }

  @Override
  public Map<String, Client> clients(String variant, ClientProgram program) {
    ManualDevice device = new ManualDevice();
    FreeWorld world = new FreeWorld(THREADS, TICK);
    LeasePool pool =
        LeasePoolVariant.of(variant)
            .apply(
                LeasePoolProbe.in(
                    world,
                    LeasePool.builder(device)
                        .size(STREAMS)
                        .leakDetection(LeakDetection.OFF)
                        .hint(thread -> thread.getName().equals("a") ? 0 : STREAMS - 1)));
    AtomicInteger working = new AtomicInteger(THREADS.size());
    Map<String, Client> clients = new LinkedHashMap<>();
    for (int t = 0; t < THREADS.size(); t++) {
      List<Step> steps = program.of(t);
      clients.put(
          THREADS.get(t),
          me -> {
            try {
              new Lessee(me, pool).follow(steps);
            } finally {
              working.decrementAndGet();
            }
          });
    }
    clients.put(HANDLER, me -> complete(me, device, working, program.fails()));
    return clients;
  }

  /** Completes or fails what it finds, until there is nobody left to commit more. */
  private static void complete(FreeThread me, ManualDevice device, AtomicInteger working, int fails)
      throws Exception {
    int done = 0;
    boolean more = true;
    while (more) {
      more = working.get() > 0;
      for (int s = 0; s < STREAMS; s++) {
        int stream = s;
        while (device.uncompleted(stream) > 0) {
          more = true;
          boolean failing = fails > 0 && ++done % fails == 0;
          me.call(
              "GpuComplete",
              List.of(Value.of(stream)),
              () -> {
                if (failing) {
                  device.failOne(stream);
                } else {
                  device.completeOne(stream);
                }
                return List.of(Value.of("none"), NOBODY);
              });
        }
      }
      Thread.yield();
    }
  }

  /** One who does what it is told, as far as a lessee can. */
  private static final class Lessee {
    private final FreeThread me;
    private final LeasePool pool;
    private @Nullable Lease last;
    private boolean holds;

    Lessee(FreeThread me, LeasePool pool) {
      this.me = me;
      this.pool = pool;
    }

    void follow(List<Step> steps) throws Exception {
      for (Step step : steps) {
        ProgrammedModule.pause(step);
        Lease lease = last;
        switch (step.call()) {
          case "submit" -> {
            if (lease != null) {
              use(
                  "CallSubmit",
                  lease,
                  holds,
                  () -> lease.submit(buffer -> buffer.record(() -> {})));
            }
          }
          case "release" -> {
            if (lease != null) {
              release(lease);
            }
          }
          default -> {
            if (!holds) {
              acquire(step.call());
            }
          }
        }
      }
      if (holds && last != null) {
        release(last);
      }
      me.call("ThreadExit", List.of(), () -> answer("none", null));
    }

    private void release(Lease lease) throws Exception {
      holds = false;
      use("CallRelease", lease, false, lease::close);
    }

    /** Of a lease that was given back nothing is known afterwards, but that it was. */
    private void use(String action, Lease lease, boolean keeps, Runnable body) throws Exception {
      me.call(
          action,
          List.of(),
          () -> {
            try {
              body.run();
              return answer("none", keeps ? lease : null);
            } catch (StaleLeaseException e) {
              return answer("stale", null);
            }
          });
    }

    private void acquire(String how) throws Exception {
      @Nullable Lease[] given = new @Nullable Lease[1];
      me.call(
          how.equals("try") ? "CallTry" : "CallAcquire",
          switch (how) {
            case "try" -> List.of();
            case "forever" -> List.of(Value.of(-1));
            default -> List.of(Value.of(TOTAL));
          },
          () -> {
            try {
              given[0] =
                  switch (how) {
                    case "try" -> pool.tryAcquire();
                    case "forever" -> pool.acquire(LeasePool.FOREVER);
                    default -> pool.acquire(TICK.multipliedBy(TOTAL));
                  };
            } catch (AcquireTimeoutException e) {
              given[0] = null;
            }
            return answer(given[0] == null ? "timeout" : "none", given[0]);
          });
      if (given[0] != null) {
        last = given[0];
        holds = true;
      }
    }

    private static List<Value> answer(String result, @Nullable Lease lease) {
      return List.of(Value.of(result), lease == null ? NOBODY : Value.of(lease.index()));
    }
  }
}
