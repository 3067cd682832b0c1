package org.lockstep.lock;

import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * What the lock promises to its owners: it hands over alone, and with all that was written. A
 * wake-up that was lost would leave an actor stuck, which jcstress reports as well.
 */
public final class Tickets {
  /** So often each of the two owns it, twice over each time. */
  private static final int TIMES = 8;

  private Tickets() {}

  private abstract static class Guarded {
    private final RankedLock lock;

    /** Plain: two owners at once, or one who does not see the other's writes, lose some of it. */
    private int owned;

    Guarded(RankedLock lock) {
      this.lock = lock;
    }

    final void own() {
      for (int i = 0; i < TIMES; i++) {
        lock.lock();
        owned++;
        lock.lock();
        owned++;
        giveBack();
        giveBack();
      }
    }

    /** Two owners at once also fall over each other's depth: the sum tells of them. */
    private void giveBack() {
      try {
        lock.unlock();
      } catch (IllegalMonitorStateException notItsAnyMore) {
        owned--;
      }
    }

    final void tell(I_Result r) {
      r.r1 = owned;
    }
  }

  @JCStressTest
  @State
  @Outcome(id = "32", expect = Expect.ACCEPTABLE, desc = "one owner after the other")
  @Outcome(
      expect = Expect.FORBIDDEN,
      desc = "FifoInv: two owners at once, or the next does not see what the one before wrote")
  public static class OneOwner extends Guarded {
    public OneOwner() {
      super(new RankedLock(LockRank.ENCODING, "of a test", RankCheck.OFF));
    }

    @Actor
    public void first() {
      own();
    }

    @Actor
    public void second() {
      own();
    }

    @Arbiter
    public void all(I_Result r) {
      tell(r);
    }
  }

  /** Fault: nobody waits for the turn of the ticket. */
  private static final class GrantsAtOnce extends RankedLock {
    GrantsAtOnce() {
      super(LockRank.ENCODING, "of a test", RankCheck.OFF);
    }

    @Override
    void grant(long ticket) {
      owns(ticket);
    }
  }

  /** Planted: both are let in. */
  @JCStressTest
  @State
  @Plants(module = "EncodingLock", fault = "GrantsAtOnce")
  @Outcome(id = "32", expect = Expect.ACCEPTABLE, desc = "one owner after the other")
  @Outcome(
      expect = Expect.FORBIDDEN,
      desc = "FifoInv: two owners at once, or the next does not see what the one before wrote")
  public static class PlantedGrantsAtOnce extends Guarded {
    public PlantedGrantsAtOnce() {
      super(new GrantsAtOnce());
    }

    @Actor
    public void first() {
      own();
    }

    @Actor
    public void second() {
      own();
    }

    @Arbiter
    public void all(I_Result r) {
      tell(r);
    }
  }
}
