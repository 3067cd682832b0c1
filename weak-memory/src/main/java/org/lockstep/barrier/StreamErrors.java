package org.lockstep.barrier;

import org.lockstep.device.ManualDevice;
import org.lockstep.weak.Plants;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The one atomic of barriers that is not under the lock of the registry. */
public final class StreamErrors {
  private StreamErrors() {}

  private abstract static class Failed {
    final QueueStream stream;

    Failed() {
      ManualDevice device = new ManualDevice();
      stream = new QueueStream(device, 0);
      stream.submit(() -> {});
      device.failOne(0);
    }
  }

  /** Two barriers come to a stream that has failed. */
  @JCStressTest
  @State
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them is told")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "NoErrorLostInv: nobody is told")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "one failure is told twice")
  public static class OneIsTold extends Failed {
    @Actor
    public void first(II_Result r) {
      r.r1 = stream.takeFailure() != null ? 1 : 0;
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = stream.takeFailure() != null ? 1 : 0;
    }
  }

  /** Planted: asks whether it has failed, and then takes the failure. */
  @JCStressTest
  @State
  @Plants(module = "DeviceBarrier", fault = "TakesFailureInTwo")
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them is told")
  @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "NoErrorLostInv: nobody is told")
  @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "one failure is told twice")
  public static class PlantedTakesFailureInTwo extends Failed {
    @Actor
    public void first(II_Result r) {
      r.r1 = taken();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = taken();
    }

    private int taken() {
      boolean failed = stream.hasFailed();
      stream.takeFailure();
      return failed ? 1 : 0;
    }
  }
}
