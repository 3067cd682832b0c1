package org.lockstep.stream;

import java.util.concurrent.atomic.AtomicInteger;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.RankCheck;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What the failure of a stream, and its heir, promise to each other. */
public final class FailuresTold {
  private FailuresTold() {}

  private abstract static class Failing {
    final CommandStream stream = new CommandStream(new ManualDevice(), 0, RankCheck.OFF);
    final AtomicInteger told = new AtomicInteger();

    final void fail() {
      stream.note(new IllegalStateException("work failed"));
    }

    final void retire() {
      stream.retire(IllegalStateException::new, failure -> told.incrementAndGet());
    }
  }

  /** A stream is given up while its work fails: the heir hears of it, once. */
  @JCStressTest
  @State
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the heir was told")
  @Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "a failure that nobody hears of")
  @Outcome(id = "2", expect = Expect.FORBIDDEN, desc = "it was told twice")
  public static class TheHeirIsTold extends Failing {
    @Actor
    public void device() {
      fail();
    }

    @Actor
    public void owner() {
      retire();
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = told.get();
    }
  }

  /** Planted: who names the heir does not look whether there is a failure already. */
  @JCStressTest
  @State
  @Plants(module = "CommandStream", fault = "HeirNotToldOfEarlier")
  @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the heir was told")
  @Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "a failure that nobody hears of")
  @Outcome(id = "2", expect = Expect.FORBIDDEN, desc = "it was told twice")
  public static class PlantedHeirNotToldOfEarlier extends Failing {
    @Actor
    public void device() {
      fail();
    }

    @Actor
    public void owner() {
      stream.heir = failure -> told.incrementAndGet();
    }

    @Arbiter
    public void count(I_Result r) {
      r.r1 = told.get();
    }
  }

  /** Two ask for one failure. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them is told")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both are told, or nobody is")
  public static class OneIsTold extends Failing {
    public OneIsTold() {
      fail();
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = stream.takeFailure() != null ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = stream.takeFailure() != null ? 1 : 0;
    }
  }

  /** Planted: looks at the failure, and then forgets it. */
  @JCStressTest
  @State
  @Plants(module = "CommandStream", fault = "TakesFailureInTwo")
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them is told")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both are told, or nobody is")
  public static class PlantedTakesFailureInTwo extends Failing {
    public PlantedTakesFailureInTwo() {
      fail();
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = taken();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = taken();
    }

    private int taken() {
      boolean found = stream.error.get() != null;
      stream.error.set(null);
      return found ? 1 : 0;
    }
  }
}
