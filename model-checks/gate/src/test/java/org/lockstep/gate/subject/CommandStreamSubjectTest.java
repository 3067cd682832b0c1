package org.lockstep.gate.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.stream.CommandStreamView;
import org.lockstep.stream.CommandStreamView.Buffer;
import org.lockstep.stream.CommandStreamView.Command;

class CommandStreamSubjectTest {
  /** Of the loop of a liveness counterexample. */
  private static final int ROUNDS = 10;

  private static final String MODULE = "CommandStream";

  private static CommandStreamConfig config(String name) throws IOException {
    return CommandStreamConfig.of(Specs.cfg(MODULE, name));
  }

  private static ReplayResult replay(String model, String variant) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    CommandStreamConfig config = config(model);
    ViewFormat<CommandStreamView> format = CommandStreamFormat.of(config);
    for (int node = 0; node < graph.nodeCount(); node++) {
      format.project(graph.state(node)).invariant();
    }
    List<Path> paths =
        PathCover.of(
            graph, PathCover.Options.standard().withAgent(CommandStreamSubject.ALPHABET::agent));
    try (CommandStreamSubject.Factory factory = new CommandStreamSubject.Factory(config, variant)) {
      return Replay.run(
          graph, paths, factory, CommandStreamSubject.ALPHABET, ReplayOptions.standard());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCCommandStream_small", "MCCommandStream_handle"})
  void everyTransitionIsReplayed(String model) throws IOException {
    ReplayResult result = replay(model, CommandStreamVariant.SOUND);
    assertNull(result.divergence(), result::toString);
    assertTrue(result.complete());
    assertTrue(result.steps() > 0 && result.enablednessChecks() > result.steps());
  }

  @Test
  void aFaultDiverges() throws IOException {
    assertNotNull(replay("MCCommandStream_handle", "HandlerLostOnFailure").divergence());
  }

  private static DriveResult<CommandStreamView> drive(
      CommandStreamSubject.Factory factory, Trace schedule) {
    return Replay.drive(schedule, factory, CommandStreamSubject.ALPHABET, ReplayOptions.standard());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AbandonedQueueOwner",
        "CommitSilentlySkipped",
        "DoubleCommit",
        "EncoderCapturedOutside",
        "EncoderEndedByOther",
        "HandlerAfterCommit",
        "HandlerLostOnFailure",
        "QueueLockInversion",
        "ReentrantCommitOpenEncoder",
        "ReentrantEndsOuter",
        "SelfDispatchDeadlock",
        "SignalSilentlyDropped",
        "SynchronizeNeverReturns",
        "WaitOnOwnQueue"
      })
  void theCounterexampleDoesHarmToTheFaultyStreamOnly(String fault) throws IOException {
    CommandStreamConfig config = config("bugs/" + fault);
    Trace schedule = Aftermath.of(fault, Specs.counterexample(MODULE, fault).unrolled(ROUNDS));
    try (CommandStreamSubject.Factory faulty = new CommandStreamSubject.Factory(config, fault)) {
      DriveResult<CommandStreamView> result = drive(faulty, schedule);
      assertNull(result.refusal(), () -> String.valueOf(result.refusal()));
      assertTrue(
          CommandStreamHarm.of(fault, config, result, faulty.facts()).isPresent(),
          () -> result + " " + faulty.facts());
    }
    try (CommandStreamSubject.Factory sound =
        new CommandStreamSubject.Factory(config, CommandStreamVariant.SOUND)) {
      DriveResult<CommandStreamView> result = drive(sound, schedule);
      assertEquals(Optional.empty(), CommandStreamHarm.of(fault, config, result, sound.facts()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MCCommandStream_small", "MCCommandStream_handle"})
  void aViewSurvivesTheRow(String model) throws IOException {
    StateGraph graph = Specs.graph(MODULE, model);
    ViewFormat<CommandStreamView> format = CommandStreamFormat.of(config(model));
    for (int node = 0; node < graph.nodeCount(); node++) {
      CommandStreamView view = format.project(graph.state(node));
      int[] row = format.toRow(view, 5);
      assertEquals(format.ints(), row.length);
      assertEquals(5, row[row.length - 1]);
      assertEquals(view, format.fromRow(row, 0));
    }
  }

  private static CommandStreamView holding(int commands) {
    List<String> none = List.of("none");
    return new CommandStreamView(
        List.of("Idle", "Idle"),
        List.of("None"),
        none,
        none,
        none,
        List.of(0),
        CommandStreamView.NONE,
        CommandStreamView.NONE,
        List.of(new Buffer(Collections.nCopies(commands, new Command("mark", 0)), List.of())),
        false,
        List.of(),
        false,
        List.of(List.of()));
  }

  private static ViewFormat<CommandStreamView> formatOfOne() {
    return CommandStreamFormat.of(new CommandStreamConfig(List.of("a"), List.of("h")));
  }

  @Test
  void whatARowHasNoRoomForIsSaid() {
    ViewFormat<CommandStreamView> format = formatOfOne();
    assertEquals(holding(12), format.fromRow(format.toRow(holding(12), 0), 0));
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> format.toRow(holding(13), 0));
    assertTrue(String.valueOf(error.getMessage()).contains("room for 12 commands of a buffer"));
  }

  @Test
  void aReaderIsToldOfEachComponentByItsName() {
    assertEquals("[mark of a, mark of a]", formatOfOne().components(holding(2)).get("buffer"));
    assertEquals("Idle", formatOfOne().components(holding(2)).get("pc[h]"));
    assertEquals("FALSE", formatOfOne().components(holding(2)).get("error"));
  }

  @Test
  void anUnknownVariantIsNamed() throws IOException {
    CommandStreamConfig config = config("MCCommandStream_small");
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> new CommandStreamSubject.Factory(config, "NoSuchFault"));
    assertTrue(String.valueOf(error.getMessage()).contains("NoSuchFault"));
  }
}
