package org.lockstep.pool;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What the word of a slot promises to those who claim, submit to and free it. */
public final class SlotClaims {
  private SlotClaims() {}

  private static LeasePoolBuilder settings() {
    return LeasePool.builder(new ManualDevice())
        .size(1)
        .hint(thread -> 0)
        .leakDetection(LeakDetection.OFF);
  }

  private static LeasePool pool() {
    return settings().build();
  }

  /** Two claim the one slot. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one has it")
  @Outcome(
      id = "1, 1",
      expect = Expect.FORBIDDEN,
      desc = "ExclusiveInv: a stream is leased to one at most")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a free slot is claimed by nobody")
  public static class OneClaims {
    private final LeasePool pool = pool();

    @Actor
    public void first(II_Result r) {
      r.r1 = pool.take(0) > SlotWords.SHUT ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = pool.take(0) > SlotWords.SHUT ? 1 : 0;
    }
  }

  /** Fault: looks whether the slot is free, and then takes it. */
  static final class TakesInTwo extends LeasePool {
    TakesInTwo(LeasePoolBuilder settings) {
      super(settings);
    }

    @Override
    @Nullable Lease claim(LeaseSession me) {
      long word = words.get(0);
      if (SlotWords.state(word) != SlotWords.FREE) {
        return null;
      }
      long mine = SlotWords.claimed(word);
      while (!words.change(0, word, mine)) {
        word = words.get(0);
      }
      return lease(0, mine);
    }
  }

  /** Planted: both see it free. */
  @JCStressTest
  @State
  @Plants(module = "LeasePool", fault = "TakesInTwo")
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one has it")
  @Outcome(
      id = "1, 1",
      expect = Expect.FORBIDDEN,
      desc = "ExclusiveInv: a stream is leased to one at most")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a free slot is claimed by nobody")
  public static class PlantedTakesInTwo {
    private final LeasePool pool = new TakesInTwo(settings());

    @Actor
    public void first(II_Result r) {
      r.r1 = pool.tryAcquire() != null ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = pool.tryAcquire() != null ? 1 : 0;
    }
  }

  /** Of what a lessee wrote in plain fields, whoever has the slot next sees all. */
  @JCStressTest
  @State
  @Outcome(
      id = {"-1", "1"},
      expect = Expect.ACCEPTABLE,
      desc = "not free yet, or all is seen")
  @Outcome(
      id = "0",
      expect = Expect.FORBIDDEN,
      desc = "ExclusiveInv: the next lessee does not see what the one before it did")
  public static class NextSeesAll {
    private final LeasePool pool = pool();
    private final Lease lease = Objects.requireNonNull(pool.tryAcquire());
    private int payload;

    @Actor
    public void lessee() {
      payload = 1;
      pool.free(lease);
    }

    @Actor
    public void next(I_Result r) {
      r.r1 = pool.take(0) > SlotWords.SHUT ? payload : -1;
    }
  }

  /** A lease is given back twice at once. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them is stale")
  @Outcome(
      id = "1, 1",
      expect = Expect.FORBIDDEN,
      desc = "LeasedIsHeldInv: a lease is given back twice, the second time in another's name")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "a lease is given back by nobody")
  public static class OneFrees {
    private final LeasePool pool = pool();
    private final Lease lease = Objects.requireNonNull(pool.tryAcquire());

    @Actor
    public void first(II_Result r) {
      r.r1 = freed();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = freed();
    }

    private int freed() {
      try {
        pool.free(lease);
        return 1;
      } catch (StaleLeaseException stale) {
        return 0;
      }
    }
  }

  /** A slot is given back while its last work completes: one of the two brings it home. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them brings it home")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "DrainedInv: it comes home twice")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "DrainedInv: it never comes home")
  public static class OneBringsHome {
    private final LeasePool pool = pool();
    private final Lease lease = Objects.requireNonNull(pool.tryAcquire());

    public OneBringsHome() {
      pool.pend(lease);
    }

    @Actor
    public void lessee(II_Result r) {
      r.r1 = pool.free(lease) == LeasePoolProtocol.Freed.HOME ? 1 : 0;
    }

    @Actor
    public void device(II_Result r) {
      r.r2 = pool.settle(0) == LeasePoolProtocol.Freed.HOME ? 1 : 0;
    }
  }
}
