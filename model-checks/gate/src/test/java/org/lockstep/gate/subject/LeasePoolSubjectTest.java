package org.lockstep.gate.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.pool.LeasePoolView;

class LeasePoolSubjectTest {
  private static final String MODULE = "LeasePool";

  private static ReplayResult replay(String model, String variant) throws IOException {
    return replay(model, LeasePoolConfig.of(Specs.cfg(MODULE, model)), variant);
  }

  private static ReplayResult replay(String model, LeasePoolConfig config, String variant) {
    StateGraph graph = Specs.graph(MODULE, model);
    List<Path> paths =
        PathCover.of(
            graph, PathCover.Options.standard().withAgent(LeasePoolSubject.ALPHABET::agent));
    for (int node = 0; node < graph.nodeCount(); node++) {
      LeasePoolProjection.of(graph.state(node), config).invariant();
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
    LeasePoolConfig nobody =
        new LeasePoolConfig(
            known.threads(),
            known.handlers(),
            Set.of(),
            known.size(),
            known.hint(),
            known.total(),
            known.fifo());
    Divergence divergence =
        replay("MCLeasePool_giveup", nobody, LeasePoolVariant.SOUND).divergence();
    assertNotNull(divergence);
    assertTrue(divergence.message().contains("Interrupt(b)"), divergence::message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCLeasePool_giveup", "MCLeasePool_leak"})
  void aViewSurvivesTheRow(String model) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    LeasePoolConfig config = LeasePoolConfig.of(Specs.cfg(MODULE, model));
    for (int node = 0; node < graph.nodeCount(); node++) {
      LeasePoolView view = LeasePoolProjection.of(graph.state(node), config);
      int[] row = LeasePoolRow.toRow(view, 5);
      assertEquals(LeasePoolRow.ints(config), row.length);
      assertEquals(5, row[row.length - 1]);
      assertEquals(view, LeasePoolRow.fromRow(row, 0, config));
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
