package org.lockstep.pool;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.pool.LeaseSession.Status;
import org.lockstep.seam.Surroundings;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The whole of giving back beside the whole of coming to wait. */
public final class WaitAndRelease {
  private WaitAndRelease() {}

  private static LeasePoolBuilder settings() {
    return LeasePool.builder(new ManualDevice()).size(1).leakDetection(LeakDetection.OFF);
  }

  private abstract static class Two {
    private final LeasePool pool;
    private final Lease lease;
    private final LeaseSession waiter = new LeaseSession(Surroundings.REAL, 1, 0);

    Two(LeasePool pool) {
      this.pool = pool;
      this.lease = Objects.requireNonNull(pool.tryAcquire());
    }

    final void giveBack() {
      pool.release(lease);
    }

    /** As {@link LeasePool#acquire} does up to its first look. */
    final void comeToWait() {
      pool.lockWaiters();
      try {
        if (pool.enlist(waiter)) {
          pool.match(waiter);
        }
      } finally {
        pool.unlockWaiters();
      }
    }

    /** What it was told, and the state of the stream. */
    final void tell(II_Result r) {
      r.r1 = waiter.status == Status.GRANTED ? 1 : 0;
      r.r2 = SlotWords.state(pool.words.get(0));
    }
  }

  /** Whoever comes while the stream is given back has it in the end. */
  @JCStressTest
  @State
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it was told, and has the stream")
  @Outcome(
      id = "0, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoLostWakeupInv: it waits beside a free stream, and nobody will wake it")
  @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "LeasedIsHeldInv: granted, and free")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "LeasedIsHeldInv: held by nobody")
  public static class TheWaiterIsServed extends Two {
    public TheWaiterIsServed() {
      super(settings().build());
    }

    @Actor
    public void lessee() {
      giveBack();
    }

    @Actor
    public void waiter() {
      comeToWait();
    }

    @Arbiter
    public void tellIt(II_Result r) {
      tell(r);
    }
  }

  /** Planted: asks who waits before the stream is free. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "LostWakeup")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "it was told, and has the stream")
  @Outcome(
      id = "0, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoLostWakeupInv: it waits beside a free stream, and nobody will wake it")
  @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "LeasedIsHeldInv: granted, and free")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "LeasedIsHeldInv: held by nobody")
  public static class PlantedLostWakeup extends Two {
    public PlantedLostWakeup() {
      super(new LostWakeup(settings()));
    }

    @Actor
    public void lessee() {
      giveBack();
    }

    @Actor
    public void waiter() {
      comeToWait();
    }

    @Arbiter
    public void tellIt(II_Result r) {
      tell(r);
    }
  }

  private abstract static class Told {
    private final LeasePool pool;
    private final LeaseSession waiter = new LeaseSession(Surroundings.REAL, 1, 0);

    Told(LeasePool pool) {
      this.pool = pool;
      waiter.status = Status.WAITING;
    }

    final void serve() {
      pool.hand(waiter, Objects.requireNonNull(pool.claimFor(0)));
    }

    /** -1: not woken; else what it finds, 1 if it is all of its lease. */
    final void look(I_Result r) {
      if (!waiter.woken) {
        r.r1 = -1;
      } else {
        @Nullable Lease lease = waiter.status == Status.GRANTED ? waiter.granted : null;
        r.r1 = lease != null && lease.word > SlotWords.SHUT ? 1 : 0;
      }
    }
  }

  /** Whoever is woken finds the whole of its lease. */
  @JCStressTest
  @State
  @Outcome(
      id = {"-1", "1"},
      expect = Expect.ACCEPTABLE,
      desc = "not woken yet, or told all")
  @Outcome(
      id = "0",
      expect = Expect.FORBIDDEN,
      desc = "ToldIsWokenInv: woken, it finds nothing, and sleeps for ever")
  public static class WokenFindsItsLease extends Told {
    public WokenFindsItsLease() {
      super(settings().build());
    }

    @Actor
    public void server() {
      serve();
    }

    @Actor
    public void waiter(I_Result r) {
      look(r);
    }
  }

  /** Planted: the waiter is woken before it is told. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "WakeBeforeGrant")
  @Outcome(
      id = {"-1", "1"},
      expect = Expect.ACCEPTABLE,
      desc = "not woken yet, or told all")
  @Outcome(
      id = "0",
      expect = Expect.FORBIDDEN,
      desc = "ToldIsWokenInv: woken, it finds nothing, and sleeps for ever")
  public static class PlantedWakeBeforeGrant extends Told {
    public PlantedWakeBeforeGrant() {
      super(new WakeBeforeGrant(settings()));
    }

    @Actor
    public void server() {
      serve();
    }

    @Actor
    public void waiter(I_Result r) {
      look(r);
    }
  }
}
