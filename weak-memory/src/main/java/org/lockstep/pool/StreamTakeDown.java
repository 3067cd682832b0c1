package org.lockstep.pool;

import org.lockstep.device.ManualDevice;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What the word of a slot promises to those who close a lease pool. */
public final class StreamTakeDown {
  private StreamTakeDown() {}

  private static LeasePoolBuilder settings() {
    return LeasePool.builder(new ManualDevice()).size(1).leakDetection(LeakDetection.OFF);
  }

  /** Two closers take down one stream that has come home. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them has it")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "TakenDownOnceInv: both take it down")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "TakenDownOnceInv: nobody takes it down")
  public static class OneTakesDown {
    private final LeasePool pool = settings().build();

    public OneTakesDown() {
      pool.shut(0);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = pool.takeDown(0) ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = pool.takeDown(0) ? 1 : 0;
    }
  }

  /** Planted: the same two over the fault variant. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "TakenDownTwice")
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them has it")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "TakenDownOnceInv: both take it down")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "TakenDownOnceInv: nobody takes it down")
  public static class PlantedTakenDownTwice {
    private final LeasePool pool = new TakenDownTwice(settings());

    public PlantedTakenDownTwice() {
      pool.shut(0);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = pool.takeDown(0) ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = pool.takeDown(0) ? 1 : 0;
    }
  }

  /** One claims while another shuts: claimed and still out, or refused and retired. */
  @JCStressTest
  @State
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "claimed: the lessee keeps it")
  @Outcome(id = "0, 3", expect = Expect.ACCEPTABLE, desc = "shut first: nobody can claim any more")
  @Outcome(
      id = "1, 3",
      expect = Expect.FORBIDDEN,
      desc = "LeasedIsHeldInv: the close has a stream that is leased")
  @Outcome(
      id = "0, 1",
      expect = Expect.FORBIDDEN,
      desc = "LeasedIsHeldInv: held, and nobody has the lease")
  public static class ShutWhileClaimed {
    private final LeasePool pool = settings().build();

    @Actor
    public void lessee(II_Result r) {
      r.r1 = pool.take(0) > SlotWords.SHUT ? 1 : 0;
    }

    @Actor
    public void closer(II_Result r) {
      pool.shut(0);
      r.r2 = SlotWords.state(pool.words.get(0));
    }
  }

  /** Planted: the close takes streams from their lessees. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "CloseCutsOff")
  @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "claimed: the lessee keeps it")
  @Outcome(id = "0, 3", expect = Expect.ACCEPTABLE, desc = "shut first: nobody can claim any more")
  @Outcome(
      id = "1, 3",
      expect = Expect.FORBIDDEN,
      desc = "LeasedIsHeldInv: the close has a stream that is leased")
  @Outcome(
      id = "0, 1",
      expect = Expect.FORBIDDEN,
      desc = "LeasedIsHeldInv: held, and nobody has the lease")
  public static class PlantedCloseCutsOff {
    private final LeasePool pool = new CloseCutsOff(settings());

    @Actor
    public void lessee(II_Result r) {
      r.r1 = pool.take(0) > SlotWords.SHUT ? 1 : 0;
    }

    @Actor
    public void closer(II_Result r) {
      pool.shut(0);
      r.r2 = SlotWords.state(pool.words.get(0));
    }
  }
}
