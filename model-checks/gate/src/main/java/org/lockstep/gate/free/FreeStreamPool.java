package org.lockstep.gate.free;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.StreamPoolVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Call;
import org.lockstep.lock.RankedLock;
import org.lockstep.pool.PoolClosedException;
import org.lockstep.pool.StreamPool;
import org.lockstep.pool.StreamPoolProbe;
import org.lockstep.seam.Point;
import org.lockstep.stream.CommandStream;

/** Threads that use their stream, take over others, and close the pool beside each other. */
final class FreeStreamPool implements FreeModule {
  // As in FreeStreamPool.cfg.
  private static final String MAIN = "m";
  private static final List<String> THREADS = List.of(MAIN, "a", "b");
  private static final int POOL_SIZE = 3;
  private static final int STRIPES = 2;

  private static final String DEVICE = "";

  /** In one life of so many the pool is closed. */
  private static final int CLOSERS = 10;

  /** A role changes hands so often at most. */
  private static final int MOST_LIVES = 4;

  /** Of a thread that has no stream. */
  private static final int UNBOUND = -1;

  @Override
  public String name() {
    return "StreamPool";
  }

  @Override
  public Set<String> hidden() {
    return Set.of();
  }

  @Override
  public List<String> observed() {
    return List.of("refused", "binding");
  }

  @Override
  public boolean isCaller(String thread) {
    return !thread.equals(DEVICE);
  }

  @Override
  public Predicate<Point> within() {
    return point -> point instanceof CommandStream.Point || point instanceof RankedLock.Point;
  }

  @Override
  public Map<String, Client> clients(String variant, int calls) {
    ManualDevice device = new ManualDevice();
    StreamPool pool =
        StreamPoolVariant.of(variant)
            .apply(
                StreamPool.builder(device)
                    .workerStreams(POOL_SIZE)
                    .stripes(STRIPES)
                    .main(thread -> thread.getName().equals(MAIN))
                    .stripeOf(thread -> thread.getName().equals("b") ? 1 : 0));
    StreamPoolProbe probe = new StreamPoolProbe(pool, device, THREADS.size());
    AtomicInteger working = new AtomicInteger(THREADS.size());
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String thread : THREADS) {
      clients.put(
          thread,
          me -> {
            try {
              int lives = 1 + me.choices.below(MOST_LIVES);
              for (int life = 0; life < lives; life++) {
                boolean first = life == 0;
                me.liveAs(
                    () -> {
                      probe.meet(THREADS.indexOf(thread));
                      new User(me, THREADS.indexOf(thread), pool, probe).work(first, calls / lives);
                    });
              }
              if (thread.equals(MAIN)) {
                me.liveAs(
                    () -> {
                      probe.meet(0);
                      new User(me, 0, pool, probe).close();
                    });
              }
            } finally {
              working.decrementAndGet();
            }
          });
    }
    clients.put(DEVICE, me -> complete(me, device, working));
    return clients;
  }

  /** Completes what it finds, until there is nobody left to commit more. */
  private static void complete(FreeThread me, ManualDevice device, AtomicInteger working)
      throws Exception {
    boolean more = true;
    while (more) {
      more = working.get() > 0;
      for (int s = 0; s <= POOL_SIZE; s++) {
        int stream = s;
        if (device.isBusy(stream)) {
          more = true;
          me.call(
              "GpuComplete",
              List.of(Value.of(stream)),
              () -> {
                device.complete(stream);
                return null;
              });
        }
      }
      me.rest();
    }
  }

  /** One who uses the pool. */
  private static final class User {
    private final FreeThread me;
    private final int number;
    private final StreamPool pool;
    private final StreamPoolProbe probe;

    /** Whether its last call was refused; to take over a stream is no call. */
    private boolean refused;

    User(FreeThread me, int number, StreamPool pool, StreamPoolProbe probe) {
      this.me = me;
      this.number = number;
      this.pool = pool;
      this.probe = probe;
    }

    private void start() throws Exception {
      me.call("ThreadStart", List.of(), this::known);
    }

    private void exit() throws Exception {
      me.call("ThreadExit", List.of(), () -> List.of(Value.of(false), Value.of("None")));
    }

    /** As the last one with the role of main. */
    void close() throws Exception {
      start();
      call("CallClose", pool::close);
      exit();
    }

    void work(boolean first, int calls) throws Exception {
      if (!first) {
        start();
      }
      int close = me.choices.oneIn(CLOSERS) ? me.choices.below(calls + 1) : calls;
      for (int i = 0; i < calls; i++) {
        if (i == close) {
          call("CallClose", pool::close);
        }
        switch (me.choices.below(4)) {
          case 0 -> call("CallCurrent", pool::current);
          case 1 -> rebind();
          default -> call("CallSubmit", () -> pool.submit(buffer -> buffer.record(() -> {})));
        }
      }
      exit();
    }

    private void rebind() throws Exception {
      int stream = me.choices.below(POOL_SIZE + 1);
      if (stream != probe.binding(number)) {
        me.call(
            "SetCurrent",
            List.of(Value.of(stream)),
            () -> {
              try {
                pool.setCurrent(stream);
              } catch (IllegalArgumentException e) {
                if (stream != 0 || number == 0) {
                  throw e; // stream 0 is main's alone
                }
              }
              return known();
            });
      } else {
        me.call(
            "Release",
            List.of(),
            () -> {
              pool.release();
              return known();
            });
      }
    }

    private void call(String action, Call body) throws Exception {
      me.call(
          action,
          List.of(),
          () -> {
            refused = false;
            try {
              body.run();
            } catch (PoolClosedException e) {
              refused = true;
            }
            return known();
          });
    }

    private List<Value> known() {
      int binding = probe.binding(number);
      return List.of(Value.of(refused), binding == UNBOUND ? Value.of("None") : Value.of(binding));
    }
  }
}
