package org.lockstep.pool;

import java.util.Objects;
import org.lockstep.device.DeviceQueue;
import org.lockstep.device.ManualDevice;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What a gate promises to a close, and what a published slot promises to who finds it. */
public final class GatesAndSlots {
  private GatesAndSlots() {}

  private static StreamPool pool() {
    return StreamPool.builder(new ManualDevice())
        .workerStreams(1)
        .stripes(1)
        .main(thread -> false)
        .build();
  }

  /** One enters and does not leave, the other shuts the gate and looks who is inside. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 1", "0, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "seen inside, or kept out")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoUseAfterCloseInv: inside, and the close takes the gate for empty")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "kept out, and counted")
  public static class CloseSeesWhoIsInside {
    private final Gates gates = new Gates(1);

    @Actor
    public void caller(II_Result r) {
      r.r1 = gates.enter(0) ? 1 : 0;
    }

    @Actor
    public void closer(II_Result r) {
      gates.seal(0);
      r.r2 = (int) gates.inside(0);
    }
  }

  /** What a caller wrote inside, a close that finds the gate shut and empty sees. */
  @JCStressTest
  @State
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "kept out, or all is seen")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoUseAfterCloseInv: the close does not see what was done inside")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "kept out, and yet done")
  public static class CloseSeesWhatWasDone {
    private final Gates gates = new Gates(1);
    private int done;

    @Actor
    public void caller(II_Result r) {
      if (gates.enter(0)) {
        done = 1;
        gates.leave(0);
        r.r1 = 1;
      }
    }

    @Actor
    public void closer(II_Result r) {
      gates.seal(0);
      gates.awaitEmpty(0);
      r.r2 = done;
    }
  }

  /** Whoever finds the slot ready finds the stream's queue, without a lock. */
  @JCStressTest
  @State
  @Outcome(
      id = {"-1", "1"},
      expect = Expect.ACCEPTABLE,
      desc = "not there, or complete")
  @Outcome(
      id = "0",
      expect = Expect.FORBIDDEN,
      desc = "ReadyBeforeUseInv: a published stream has no queue")
  public static class PublishedIsComplete {
    private final StreamPool pool = pool();

    @Actor
    public void creator() {
      pool.createAndPublish(1);
    }

    @Actor
    public void reader(I_Result r) {
      if (pool.readSlot(1) != StreamPoolProtocol.Slot.READY) {
        r.r1 = -1;
      } else {
        DeviceQueue found = Objects.requireNonNull(pool.streams[1]).queue;
        r.r1 = found != null ? 1 : 0;
      }
    }
  }

  /** Two closers retire one stream. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them has it")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "TakenDownOnceInv: both take it down")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "TakenDownOnceInv: nobody takes it down")
  public static class OneRetires {
    private final StreamPool pool = pool();

    public OneRetires() {
      pool.createAndPublish(1);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = pool.retire(1) ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = pool.retire(1) ? 1 : 0;
    }
  }

  /** Planted: looks and then counts. */
  @JCStressTest
  @State
  @Plants(module = "StreamPool", fault = "EntersInTwo")
  @Outcome(
      id = {"1, 1", "0, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "seen inside, or kept out")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoUseAfterCloseInv: inside, and the close takes the gate for empty")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "kept out, and counted")
  public static class PlantedEntersInTwo {
    private final Gates gates = new Gates(1);

    @Actor
    public void caller(II_Result r) {
      if (gates.isSealed(0)) {
        r.r1 = 0;
      } else {
        gates.countIn(0);
        r.r1 = 1;
      }
    }

    @Actor
    public void closer(II_Result r) {
      gates.seal(0);
      r.r2 = (int) gates.inside(0);
    }
  }

  /** Planted: a caller looks whether the gate is shut, but does not count itself in. */
  @JCStressTest
  @State
  @Plants(module = "StreamPool", fault = "UseAfterClose")
  @Outcome(
      id = {"1, 1", "0, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "seen inside, or kept out")
  @Outcome(
      id = "1, 0",
      expect = Expect.FORBIDDEN,
      desc = "NoUseAfterCloseInv: inside, and the close takes the gate for empty")
  @Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "kept out, and counted")
  public static class PlantedUseAfterClose {
    private final StreamPool pool =
        new UseAfterClose(
            StreamPool.builder(new ManualDevice())
                .workerStreams(1)
                .stripes(1)
                .main(thread -> false));

    @Actor
    public void caller(II_Result r) {
      r.r1 = pool.enter(new Session(false, 0)) ? 1 : 0;
    }

    @Actor
    public void closer(II_Result r) {
      pool.seal(0);
      r.r2 = (int) pool.gates.inside(0);
    }
  }
}
