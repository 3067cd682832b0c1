package org.lockstep.pool;

import java.util.Objects;
import org.lockstep.device.ManualDevice;
import org.lockstep.seam.Surroundings;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who gives a stream back and who comes to wait for one do not miss each other. */
public final class WaitersDekker {
  private WaitersDekker() {}

  private static LeasePoolBuilder settings() {
    return LeasePool.builder(new ManualDevice()).size(1).leakDetection(LeakDetection.OFF);
  }

  /** Fault: who waits is counted in a plain field, too, and that one is asked. */
  private static final class PlainCount extends LeasePool {
    private int count;

    PlainCount(LeasePoolBuilder settings) {
      super(settings);
    }

    @Override
    boolean checkWaiting() {
      return count > 0;
    }

    @Override
    boolean enlist(LeaseSession me) {
      queue.append(me);
      count++;
      return true;
    }
  }

  /** The one frees and asks who waits, the other is counted and looks. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one sees the other")
  @Outcome(
      id = "0, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoLostWakeupInv: the waiter sleeps, and nobody is going to wake it")
  public static class NobodyIsMissed {
    private final LeasePool pool = settings().build();
    private final Lease lease = Objects.requireNonNull(pool.tryAcquire());

    @Actor
    public void lessee(II_Result r) {
      pool.free(lease);
      r.r1 = pool.checkWaiting() ? 1 : 0;
    }

    @Actor
    public void waiter(II_Result r) {
      pool.enlist(new LeaseSession(Surroundings.REAL, 1, 0));
      r.r2 = pool.claimFor(0) != null ? 1 : 0;
    }
  }

  /** Planted: the same two over the fault variant. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "PlainCount")
  @Outcome(
      id = {"1, 0", "0, 1", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one sees the other")
  @Outcome(
      id = "0, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoLostWakeupInv: the waiter sleeps, and nobody is going to wake it")
  public static class PlantedPlainCount {
    private final LeasePool pool = new PlainCount(settings());
    private final Lease lease = Objects.requireNonNull(pool.tryAcquire());

    @Actor
    public void lessee(II_Result r) {
      pool.free(lease);
      r.r1 = pool.checkWaiting() ? 1 : 0;
    }

    @Actor
    public void waiter(II_Result r) {
      pool.enlist(new LeaseSession(Surroundings.REAL, 1, 0));
      r.r2 = pool.claimFor(0) != null ? 1 : 0;
    }
  }
}
