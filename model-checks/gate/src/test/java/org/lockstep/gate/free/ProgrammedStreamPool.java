package org.lockstep.gate.free;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.lockstep.device.ManualDevice;
import org.lockstep.gate.free.ClientProgram.Step;
import org.lockstep.gate.free.FreeThread.Client;
import org.lockstep.gate.subject.StreamPoolVariant;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Call;
import org.lockstep.pool.PoolClosedException;
import org.lockstep.pool.StreamPool;
import org.lockstep.pool.StreamPoolProbe;

/** A stream pool of three streams and main's; in its model no work fails. */
final class ProgrammedStreamPool implements ProgrammedModule {
  private static final String MAIN = "m";
  private static final List<String> THREADS = List.of(MAIN, "a", "b");
  private static final int POOL_SIZE = 3;
  private static final int STRIPES = 2;
  private static final String DEVICE = "";
  private static final int UNBOUND = -1;

  @Override
  public FreeModule module() {
    return FreeRuns.module("StreamPool");
  }

  @Override
  public List<String> threads() {
    return THREADS;
  }

  @Override
  public List<String> calls() {
    return List.of("submit", "current", "setCurrent", "release", "close");
  }

  @Override
  public int mostArgument() {
    return POOL_SIZE;
  }

  @Override
  public Map<String, Client> clients(String variant, ClientProgram program) {
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
    for (int t = 0; t < THREADS.size(); t++) {
      int number = t;
      clients.put(
          THREADS.get(t),
          me -> {
            try {
              probe.meet(number);
              new User(me, number, pool, probe).follow(program.of(number));
            } finally {
              working.decrementAndGet();
            }
          });
    }
    clients.put(DEVICE, me -> complete(me, device, working));
    return clients;
  }

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
      Thread.yield();
    }
  }

  /** One who does what it is told, as far as its thread may. */
  private static final class User {
    private final FreeThread me;
    private final int number;
    private final StreamPool pool;
    private final StreamPoolProbe probe;
    private boolean refused;

    User(FreeThread me, int number, StreamPool pool, StreamPoolProbe probe) {
      this.me = me;
      this.number = number;
      this.pool = pool;
      this.probe = probe;
    }

    void follow(List<Step> steps) throws Exception {
      for (Step step : steps) {
        ProgrammedModule.pause(step);
        switch (step.call()) {
          case "current" -> call("CallCurrent", pool::current);
          case "close" -> call("CallClose", pool::close);
          case "setCurrent" -> setCurrent(step.argument());
          case "release" -> release();
          default -> call("CallSubmit", () -> pool.submit(buffer -> buffer.record(() -> {})));
        }
      }
      me.call("ThreadExit", List.of(), () -> List.of(Value.of(false), Value.of("None")));
    }

    /** Stream 0 is main's; and the model has no rebinding to what one has. */
    private void setCurrent(int stream) throws Exception {
      if ((stream == 0 && number != 0) || stream == probe.binding(number)) {
        return;
      }
      me.call(
          "SetCurrent",
          List.of(Value.of(stream)),
          () -> {
            pool.setCurrent(stream);
            return known();
          });
    }

    private void release() throws Exception {
      if (probe.binding(number) == UNBOUND) {
        return;
      }
      me.call(
          "Release",
          List.of(),
          () -> {
            pool.release();
            return known();
          });
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
