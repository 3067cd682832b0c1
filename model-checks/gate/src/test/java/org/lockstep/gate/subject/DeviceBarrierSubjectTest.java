package org.lockstep.gate.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.barrier.DeviceBarrierView;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;

class DeviceBarrierSubjectTest {
  /** Of the loop of a liveness counterexample. */
  private static final int ROUNDS = 10;

  private static final String MODULE = "DeviceBarrier";
  private static final String SOUND = "sound";

  private static DeviceBarrierConfig config(String name) throws IOException {
    return DeviceBarrierConfig.of(Specs.cfg(MODULE, name));
  }

  private static ReplayResult replay(String model, String variant) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    DeviceBarrierConfig config = config(model);
    ViewFormat<DeviceBarrierView> format = DeviceBarrierFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      format.project(graph.state(node)).invariant();
    }
    List<Path> paths =
        PathCover.of(
            graph, PathCover.Options.standard().withAgent(DeviceBarrierSubject.ALPHABET::agent));
    try (DeviceBarrierSubject.Factory factory = new DeviceBarrierSubject.Factory(config, variant)) {
      return Replay.run(
          graph, paths, factory, DeviceBarrierSubject.ALPHABET, ReplayOptions.standard());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCDeviceBarrier_small", "MCDeviceBarrier_guard"})
  void everyTransitionIsReplayed(String model) throws IOException {
    ReplayResult result = replay(model, SOUND);
    assertNull(result.divergence(), result::toString);
    assertTrue(result.complete());
    assertTrue(result.steps() > 0 && result.enablednessChecks() > result.steps());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GuardForgetsPrevious", "GuardEndsElsewhere", "GuardReleasesTwice"})
  void aFaultyGuardDiverges(String fault) throws IOException {
    assertNotNull(replay("MCDeviceBarrier_guard", fault).divergence());
  }

  private static DriveResult<DeviceBarrierView> drive(
      DeviceBarrierSubject.Factory factory, Trace schedule) {
    return Replay.drive(schedule, factory, DeviceBarrierSubject.ALPHABET, ReplayOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ChasesNewWork",
        "GuardEndsElsewhere",
        "GuardForgetsPrevious",
        "GuardReleasesTwice",
        "LaterErrorSwallowed",
        "LockLeaked",
        "LostRegistration",
        "MissesNewStream",
        "RemovedTooEarly",
        "SyncDefaultOnly",
        "SyncStopsAtFirstError",
        "WaitsUnderLock"
      })
  void theCounterexampleDoesHarmToTheFaultyEngineOnly(String fault) throws IOException {
    DeviceBarrierConfig config = config("bugs/" + fault);
    Trace schedule = Aftermath.of(fault, Specs.counterexample(MODULE, fault).unrolled(ROUNDS));
    try (DeviceBarrierSubject.Factory faulty = new DeviceBarrierSubject.Factory(config, fault)) {
      DriveResult<DeviceBarrierView> result = drive(faulty, schedule);
      assertNull(result.refusal(), () -> String.valueOf(result.refusal()));
      assertTrue(
          DeviceBarrierHarm.of(fault, config, result, faulty::facts).isPresent(), result::toString);
    }
    try (DeviceBarrierSubject.Factory sound = new DeviceBarrierSubject.Factory(config, SOUND)) {
      DriveResult<DeviceBarrierView> result = drive(sound, schedule);
      assertEquals(Optional.empty(), DeviceBarrierHarm.of(fault, config, result, sound::facts));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCDeviceBarrier_small", "MCDeviceBarrier_guard"})
  void aViewSurvivesTheRow(String model) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    ViewFormat<DeviceBarrierView> format = DeviceBarrierFormat.of(config(model));
    for (int node = 0; node < graph.nodeCount(); node++) {
      DeviceBarrierView view = format.project(graph.state(node));
      int[] row = format.toRow(view, 5);
      assertEquals(format.ints(), row.length);
      assertEquals(5, row[row.length - 1]);
      assertEquals(view, format.fromRow(row, 0));
    }
  }

  @Test
  void whoeverWaitsWithTheLockViolatesTheView() throws IOException {
    Trace trace = Specs.counterexample(MODULE, "WaitsUnderLock");
    DeviceBarrierView last =
        DeviceBarrierFormat.of(config("bugs/WaitsUnderLock"))
            .project(trace.states().get(trace.states().size() - 1));
    IllegalStateException violated = assertThrows(IllegalStateException.class, last::invariant);
    assertTrue(String.valueOf(violated.getMessage()).contains("NoWaitUnderLockInv"));
  }

  @Test
  void whoeverIsOnAnotherStreamThanItsGuardViolatesTheView() throws IOException {
    Trace trace = Specs.counterexample(MODULE, "GuardForgetsPrevious");
    DeviceBarrierView last =
        DeviceBarrierFormat.of(config("bugs/GuardForgetsPrevious"))
            .project(trace.states().get(trace.states().size() - 1));
    IllegalStateException violated = assertThrows(IllegalStateException.class, last::invariant);
    assertTrue(String.valueOf(violated.getMessage()).contains("RestoredInv"));
  }

  @Test
  void anUnknownVariantIsNamed() throws IOException {
    DeviceBarrierConfig config = config("MCDeviceBarrier_small");
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new DeviceBarrierSubject.Factory(config, "NoSuchFault"));
    assertTrue(String.valueOf(error.getMessage()).contains("NoSuchFault"));
  }
}
