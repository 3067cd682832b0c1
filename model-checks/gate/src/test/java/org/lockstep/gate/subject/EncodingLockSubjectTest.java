package org.lockstep.gate.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;

class EncodingLockSubjectTest {
  /** Of the loop of a liveness counterexample. */
  private static final int ROUNDS = 10;

  private static final String MODULE = "EncodingLock";
  private static final String SOUND = "sound";

  private static ReplayResult replay(String model, String variant) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    List<Path> paths =
        PathCover.of(
            graph, PathCover.Options.standard().withAgent(EncodingLockSubject.ALPHABET::agent));
    EncodingLockConfig config = EncodingLockConfig.of(Specs.cfg(MODULE, model));
    try (EncodingLockSubject.Factory factory = new EncodingLockSubject.Factory(config, variant)) {
      return Replay.run(
          graph, paths, factory, EncodingLockSubject.ALPHABET, ReplayOptions.standard());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCEncodingLock_small", "MCEncodingLock_nested"})
  void everyTransitionIsReplayed(String model) throws IOException {
    ReplayResult result = replay(model, SOUND);
    assertNull(result.divergence(), result::toString);
    assertTrue(result.complete());
    assertTrue(result.steps() > 0 && result.enablednessChecks() > result.steps());
  }

  @Test
  void aFaultDiverges() throws IOException {
    assertNotNull(replay("MCEncodingLock_nested", "NonReentrant").divergence());
  }

  private static DriveResult<EncodingLockView> drive(
      EncodingLockSubject.Factory factory, Trace schedule) {
    return Replay.drive(schedule, factory, EncodingLockSubject.ALPHABET, ReplayOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Barging",
        "LeakedLock",
        "NoLock",
        "NonReentrant",
        "Overtaking",
        "PartialCoverage",
        "RankInversion",
        "RankInversionUnseen",
        "WaitUnderLock"
      })
  void theCounterexampleDoesHarmToTheFaultyEncoderOnly(String fault) throws IOException {
    EncodingLockConfig config = EncodingLockConfig.of(Specs.cfg(MODULE, "bugs/" + fault));
    Trace schedule = Aftermath.of(fault, Specs.counterexample(MODULE, fault).unrolled(ROUNDS));
    try (EncodingLockSubject.Factory faulty = new EncodingLockSubject.Factory(config, fault)) {
      DriveResult<EncodingLockView> result = drive(faulty, schedule);
      assertTrue(
          EncodingLockHarm.of(fault, config, result, faulty.facts()).isPresent(), result::toString);
    }
    try (EncodingLockSubject.Factory sound =
        new EncodingLockSubject.Factory(config.sound(), SOUND)) {
      DriveResult<EncodingLockView> result = drive(sound, schedule);
      assertEquals(
          Optional.empty(), EncodingLockHarm.of(fault, config.sound(), result, sound.facts()));
    }
  }

  @Test
  void aViewSurvivesTheRow() throws IOException {
    StateGraph graph = Specs.graph(MODULE, "MCEncodingLock_nested");
    EncodingLockConfig config = EncodingLockConfig.of(Specs.cfg(MODULE, "MCEncodingLock_nested"));
    ViewFormat<EncodingLockView> format = EncodingLockFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      EncodingLockView view = format.project(graph.state(node));
      int[] row = format.toRow(view, 3);
      assertEquals(format.ints(), row.length);
      assertEquals(3, row[row.length - 1]);
      assertEquals(view, format.fromRow(row, 0));
    }
  }
}
