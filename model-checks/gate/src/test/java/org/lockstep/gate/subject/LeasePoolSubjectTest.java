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
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.pool.LeasePoolView;

class LeasePoolSubjectTest {
  /** Of the loop of a liveness counterexample. */
  private static final int ROUNDS = 10;

  private static final String MODULE = "LeasePool";

  private static ReplayResult replay(String model, String variant) throws IOException {
    return replay(model, LeasePoolConfig.of(Specs.cfg(MODULE, model)), variant);
  }

  private static ReplayResult replay(String model, LeasePoolConfig config, String variant) {
    StateGraph graph = Specs.graph(MODULE, model);
    List<Path> paths =
        PathCover.of(
            graph, PathCover.Options.standard().withAgent(LeasePoolSubject.ALPHABET::agent));
    ViewFormat<LeasePoolView> format = LeasePoolFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      format.project(graph.state(node)).invariant();
    }
    try (LeasePoolSubject.Factory factory = new LeasePoolSubject.Factory(config, variant)) {
      return Replay.run(graph, paths, factory, LeasePoolSubject.ALPHABET, ReplayOptions.standard());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MCLeasePool_barge",
        "MCLeasePool_closers",
        "MCLeasePool_giveup",
        "MCLeasePool_leak"
      })
  void everyTransitionIsReplayed(String model) throws IOException {
    ReplayResult result = replay(model, LeasePoolVariant.SOUND);
    assertNull(result.divergence(), result::toString);
    assertTrue(result.complete());
    assertTrue(result.steps() > 0 && result.enablednessChecks() > result.steps());
  }

  @Test
  void anInterruptThatTheSystemDoesNotKnowOfDiverges() throws IOException {
    LeasePoolConfig known = LeasePoolConfig.of(Specs.cfg(MODULE, "MCLeasePool_giveup"));
    Divergence divergence =
        replay("MCLeasePool_giveup", known.uninterrupted(), LeasePoolVariant.SOUND).divergence();
    assertNotNull(divergence);
    assertTrue(divergence.message().contains("Interrupt(b)"), divergence::message);
  }

  private static DriveResult<LeasePoolView> drive(
      LeasePoolSubject.Factory factory, Trace schedule) {
    return Replay.drive(schedule, factory, LeasePoolSubject.ALPHABET, ReplayOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Barging",
        "CloseCutsOff",
        "CloseForgetsLatecomer",
        "CloseNeverReturns",
        "DeadlineRestarts",
        "FirstWorkBringsHome",
        "LeakOnFailedAcquire",
        "LostWakeup",
        "ReleaseBeforeDrain",
        "StaleReleaseFreesOther",
        "Starvation",
        "TakenDownTwice",
        "TimeoutNeverComes",
        "UseAfterRelease",
        "WakeBeforeGrant",
        "WakeupLostOnCancel"
      })
  void theCounterexampleDoesHarmToTheFaultyPoolOnly(String fault) throws IOException {
    LeasePoolConfig config = LeasePoolConfig.of(Specs.cfg(MODULE, "bugs/" + fault)).uninterrupted();
    Trace schedule = Aftermath.of(fault, Specs.counterexample(MODULE, fault).unrolled(ROUNDS));
    try (LeasePoolSubject.Factory faulty = new LeasePoolSubject.Factory(config, fault)) {
      DriveResult<LeasePoolView> result = drive(faulty, schedule);
      assertNull(result.refusal(), () -> String.valueOf(result.refusal()));
      assertTrue(LeasePoolHarm.of(fault, config, result).isPresent(), result::toString);
    }
    try (LeasePoolSubject.Factory sound =
        new LeasePoolSubject.Factory(config, LeasePoolVariant.SOUND)) {
      assertEquals(Optional.empty(), LeasePoolHarm.of(fault, config, drive(sound, schedule)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCLeasePool_giveup", "MCLeasePool_leak"})
  void aViewSurvivesTheRow(String model) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    LeasePoolConfig config = LeasePoolConfig.of(Specs.cfg(MODULE, model));
    ViewFormat<LeasePoolView> format = LeasePoolFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      LeasePoolView view = format.project(graph.state(node));
      int[] row = format.toRow(view, 5);
      assertEquals(format.ints(), row.length);
      assertEquals(5, row[row.length - 1]);
      assertEquals(view, format.fromRow(row, 0));
    }
  }

  @Test
  void anUnknownVariantIsNamed() throws IOException {
    LeasePoolConfig config = LeasePoolConfig.of(Specs.cfg(MODULE, "MCLeasePool_small"));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LeasePoolSubject.Factory(config, "NoSuchFault"));
    assertTrue(String.valueOf(error.getMessage()).contains("NoSuchFault"));
  }
}
