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
import org.lockstep.pool.StreamPoolView;

class StreamPoolSubjectTest {
  private static final String MODULE = "StreamPool";

  private static ReplayResult replay(String model, String variant) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    List<Path> paths =
        PathCover.of(
            graph, PathCover.Options.standard().withAgent(StreamPoolSubject.ALPHABET::agent));
    StreamPoolConfig config = StreamPoolConfig.of(Specs.cfg(MODULE, model));
    ViewFormat<StreamPoolView> format = StreamPoolFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      format.project(graph.state(node)).invariant(0);
    }
    try (StreamPoolSubject.Factory factory = new StreamPoolSubject.Factory(config, variant)) {
      return Replay.run(
          graph, paths, factory, StreamPoolSubject.ALPHABET, ReplayOptions.standard());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCStreamPool_small", "MCStreamPool_close", "MCStreamPool_turn"})
  void everyTransitionIsReplayed(String model) throws IOException {
    ReplayResult result = replay(model, StreamPoolVariant.SOUND);
    assertNull(result.divergence(), result::toString);
    assertTrue(result.complete());
    assertTrue(result.steps() > 0 && result.enablednessChecks() > result.steps());
  }

  @Test
  void aFaultDiverges() throws IOException {
    Divergence divergence = replay("MCStreamPool_small", "UnsafeLazyInit").divergence();
    assertNotNull(divergence);
    assertEquals("RecheckSlot", String.valueOf(divergence.label()).replaceAll("\\(.*", ""));
  }

  private static DriveResult<StreamPoolView> drive(
      StreamPoolSubject.Factory factory, Trace schedule) {
    return Replay.drive(schedule, factory, StreamPoolSubject.ALPHABET, ReplayOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AliasedBinding",
        "CloseNeverReturns",
        "CounterSkip",
        "CounterWrap",
        "CreateAfterClose",
        "LeakOnRefusal",
        "PublishBeforeReady",
        "SharedSingleton",
        "StaleBindingAfterExit",
        "UnsafeLazyInit",
        "UseAfterClose",
        "WorkLostOnClose"
      })
  void theCounterexampleDoesHarmToTheFaultyPoolOnly(String fault) throws IOException {
    StreamPoolConfig config = StreamPoolConfig.of(Specs.cfg(MODULE, "bugs/" + fault));
    Trace schedule = Aftermath.of(fault, Specs.counterexample(MODULE, fault));
    try (StreamPoolSubject.Factory faulty = new StreamPoolSubject.Factory(config, fault)) {
      DriveResult<StreamPoolView> result = drive(faulty.settling(), schedule);
      assertNull(result.refusal(), () -> String.valueOf(result.refusal()));
      assertTrue(
          StreamPoolHarm.of(fault, config, result, faulty.facts()).isPresent(), result::toString);
    }
    try (StreamPoolSubject.Factory sound =
        new StreamPoolSubject.Factory(config, StreamPoolVariant.SOUND)) {
      DriveResult<StreamPoolView> result = drive(sound.settling(), schedule);
      assertEquals(Optional.empty(), StreamPoolHarm.of(fault, config, result, sound.facts()));
    }
  }

  @Test
  void aViewSurvivesTheRow() throws IOException {
    StateGraph graph = Specs.graph(MODULE, "MCStreamPool_close");
    StreamPoolConfig config = StreamPoolConfig.of(Specs.cfg(MODULE, "MCStreamPool_close"));
    ViewFormat<StreamPoolView> format = StreamPoolFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      StreamPoolView view = format.project(graph.state(node));
      int[] row = format.toRow(view, 5);
      assertEquals(format.ints(), row.length);
      assertEquals(5, row[row.length - 1]);
      assertEquals(view, format.fromRow(row, 0));
    }
  }

  @Test
  void anUnknownVariantIsNamed() throws IOException {
    StreamPoolConfig config = StreamPoolConfig.of(Specs.cfg(MODULE, "MCStreamPool_small"));
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new StreamPoolSubject.Factory(config, "NoSuchFault"));
    assertTrue(String.valueOf(error.getMessage()).contains("NoSuchFault"));
  }
}
