package org.lockstep.pool;

import java.util.Objects;
import org.lockstep.device.ManualDevice;
import org.lockstep.pool.LeasePoolProtocol.Freed;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What the word of a slot promises while work of it is pending. */
public final class PendingWork {
  private PendingWork() {}

  private static LeasePoolBuilder settings() {
    return LeasePool.builder(new ManualDevice()).size(1).leakDetection(LeakDetection.OFF);
  }

  private abstract static class Slot {
    final LeasePool pool;
    final Lease lease;

    Slot(LeasePool pool) {
      this.pool = pool;
      this.lease = Objects.requireNonNull(pool.tryAcquire());
    }

    final int pended() {
      try {
        pool.pend(lease);
        return 1;
      } catch (StaleLeaseException stale) {
        return 0;
      }
    }

    final int home() {
      return pool.free(lease) == Freed.HOME ? 1 : 0;
    }

    final int settled() {
      return pool.settle(0) == Freed.HOME ? 1 : 0;
    }
  }

  /** Work is submitted while the lease is given back: counted, or refused. */
  @JCStressTest
  @State
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "counted: the stream drains")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "stale: the stream is home")
  @Outcome(
      id = "1, 1",
      expect = Expect.FORBIDDEN,
      desc = "DrainedInv: the stream is home with work pending")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "it drains, and nothing is pending")
  public static class SubmittedWhileFreed extends Slot {
    public SubmittedWhileFreed() {
      super(settings().build());
    }

    @Actor
    public void submitter(II_Result r) {
      r.r1 = pended();
    }

    @Actor
    public void lessee(II_Result r) {
      r.r2 = home();
    }
  }

  /** Planted: a release does not look whether work is pending. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "ReleaseBeforeDrain")
  @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "counted: the stream drains")
  @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "stale: the stream is home")
  @Outcome(
      id = "1, 1",
      expect = Expect.FORBIDDEN,
      desc = "DrainedInv: the stream is home with work pending")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "it drains, and nothing is pending")
  public static class PlantedReleaseBeforeDrain extends Slot {
    public PlantedReleaseBeforeDrain() {
      super(new ReleaseBeforeDrain(settings()));
    }

    @Actor
    public void submitter(II_Result r) {
      r.r1 = pended();
    }

    @Actor
    public void lessee(II_Result r) {
      r.r2 = home();
    }
  }

  /** Two works of a stream that drains complete at once: the last one brings it home. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "the last one brings it home")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "DrainedInv: it comes home twice")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "DrainedInv: it never comes home")
  public static class LastBringsHome extends Slot {
    public LastBringsHome() {
      super(settings().build());
      pool.pend(lease);
      pool.pend(lease);
      pool.free(lease);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = settled();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = settled();
    }
  }

  /** Fault: a work is taken off in two accesses. */
  private static final class SettlesInTwo extends LeasePool {
    SettlesInTwo(LeasePoolBuilder settings) {
      super(settings);
    }

    @Override
    Freed settle(int slot) {
      long settled = SlotWords.onePendingLess(words.get(slot));
      boolean last = SlotWords.pending(settled) == 0;
      long word = words.get(slot);
      while (!words.change(slot, word, last ? SlotWords.home(settled) : settled)) {
        word = words.get(slot);
      }
      return last ? broughtHome(settled) : Freed.DRAINING;
    }
  }

  /** Planted: each of the two may see the other's work still pending. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "SettlesInTwo")
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "the last one brings it home")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "DrainedInv: it comes home twice")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "DrainedInv: it never comes home")
  public static class PlantedSettlesInTwo extends Slot {
    public PlantedSettlesInTwo() {
      super(new SettlesInTwo(settings()));
      pool.pend(lease);
      pool.pend(lease);
      pool.free(lease);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = settled();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = settled();
    }
  }
}
