package org.lockstep.gate.free;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.check.ValidationChecks;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.kit.manifest.Fault;

/** One fault for each way to be seen; all of them are tried by the tiers push and deep. */
class FaultTrialsTest {
  private static final long EVENTS = 100_000;

  private static FreeFaultRow run(String module, String engine, String fault, long events) {
    EngineUnderTest under = Engines.engine(engine);
    assumeTrue(under.absence().isEmpty(), () -> under.absence().orElse(""));
    long seed = System.nanoTime();
    System.out.println(module + " " + fault + " free on " + engine + ": seed " + seed);
    try (FaultTrials trials = new FaultTrials(Workspace.find(), module, under)) {
      return trials.run(fault, seed, events);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LeasePool, java, WakeBeforeGrant",
    "LeasePool, native, TimeoutNeverComes",
    "CommandStream, java, SynchronizeNeverReturns",
    "StreamPool, native, StaleBindingAfterExit"
  })
  void aFaultIsSeen(String module, String engine, String fault) {
    FreeFaultRow row = run(module, engine, fault, EVENTS);
    assertTrue(row.wasSeen(), row::toString);
  }

  @Test
  void theSoundEngineShowsNothing() {
    FreeFaultRow row = run("LeasePool", "java", Recorder.SOUND, 5_000);
    assertEquals(FreeFaultRow.NOTHING, row.seenBy(), row::toString);
  }

  @Test
  void aFaultThatNothingShowsNeedsAReason() {
    Fault fault = Workspace.find().manifest("LeasePool").faults().get(0);
    FreeFaultRow unseen =
        new FreeFaultRow("LeasePool", fault.name(), "java", FreeFaultRow.NOTHING, 5_000, "");
    String complaint = ValidationChecks.complaint(fault, unseen).orElseThrow();
    assertTrue(complaint.startsWith("nothing shows this fault in 5,000 events"), complaint);
  }
}
