package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.BoundedBuffer.Fault;

class DriveTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1", "p2"), List.of("c1"), 1);

  private static Trace schedule(String... steps) {
    List<Label> labels = new ArrayList<>();
    for (String step : steps) {
      String[] words = step.split(" ", -1);
      labels.add(
          words.length == 1 ? Label.of(words[0]) : Label.of(words[0], Value.model(words[1])));
    }
    State initial = GRAPH.state(GRAPH.initial()[0]);
    return Trace.of(Collections.nCopies(labels.size() + 1, initial), labels);
  }

  private static DriveResult<BufferSubject.View> drive(Fault fault, Trace schedule) {
    return Replay.drive(
        schedule,
        new BufferSubject.Factory(1, fault),
        BufferModel.ALPHABET,
        ReplayOptions.standard());
  }

  private static final Trace TWO_PUTS =
      schedule(
          "CallPut p1",
          "Lock p1",
          "Change p1",
          "Unlock p1",
          "CallPut p2",
          "Lock p2",
          "Change p2",
          "Unlock p2");

  @Test
  void aWatchedDriveShowsTheStateBeforeAndAfterEachStep() {
    Watched<BufferSubject.View> watched =
        Replay.watch(
            TWO_PUTS,
            new BufferSubject.Factory(1, Fault.OVERFILL),
            BufferModel.ALPHABET,
            ReplayOptions.standard());
    assertEquals(TWO_PUTS.length() + 1, watched.views().size());
    assertEquals(
        List.of(List.of(), List.of("p1"), List.of("p1", "p2")),
        watched.views().stream().map(view -> view.buffer()).distinct().toList());
    assertEquals(watched.result().afterSchedule(), watched.views().get(TWO_PUTS.length()));
  }

  @Test
  void aRefusedStepIsTheLastThatIsWatched() {
    Watched<BufferSubject.View> watched =
        Replay.watch(
            schedule("CallPut p1", "Change p1", "Lock p1"),
            new BufferSubject.Factory(1, Fault.NONE),
            BufferModel.ALPHABET,
            ReplayOptions.standard());
    assertNotNull(watched.result().refusal());
    assertEquals(2, watched.views().size());
  }

  @Test
  void anEventThatCannotHappenIsRefused() {
    DriveResult<BufferSubject.View> result = drive(Fault.NONE, schedule("CallPut p1", "Drop"));
    assertNotNull(result.refusal());
    assertEquals("Drop", result.refusal().label().action());
    assertEquals(1, result.stepsDriven());
  }

  @Test
  void theFaultyBufferReallyOverflows() {
    DriveResult<BufferSubject.View> result = drive(Fault.OVERFILL, TWO_PUTS);
    assertNull(result.refusal());
    assertNotNull(result.afterSchedule());
    assertEquals(List.of("p1", "p2"), result.afterSchedule().buffer());
  }

  @Test
  void theSoundBufferRefusesTheScheduleAtANamedStepAndRunsOn() {
    DriveResult<BufferSubject.View> result = drive(Fault.NONE, TWO_PUTS);
    assertNotNull(result.refusal());
    assertEquals(
        "step 7 Unlock(p2) is refused: thread p2 is at step point Wake (blocked)",
        result.refusal().toString());
    assertEquals(7, result.stepsDriven());
    assertNotNull(result.afterSchedule());
    assertEquals(Set.of("p2"), result.afterSchedule().waiting());
    // The environment's Drop empties the buffer in the end, so the waiting producer gets through.
    assertTrue(result.taken().contains(Label.of("Drop")));
    assertTrue(result.stuck().isEmpty());
  }

  @Test
  void aLostWakeupLeavesAThreadBehind() {
    DriveResult<BufferSubject.View> result =
        drive(
            Fault.LOST_WAKEUP,
            schedule(
                "CallTake c1",
                "Lock c1",
                "Change c1",
                "CallTake c2",
                "Lock c2",
                "Change c2",
                "CallPut p1",
                "Lock p1",
                "Change p1",
                "Unlock p1",
                "Wake c2",
                "Change c2",
                "Unlock c2"));
    assertNull(result.refusal());
    assertEquals("at step point Wake (blocked)", result.stuck().get("c1"));
  }

  @Test
  void exceptionsAreReportedByThread() {
    DriveResult<BufferSubject.View> result =
        drive(
            Fault.THROWS,
            schedule(
                "CallPut p1",
                "Lock p1",
                "Change p1",
                "Unlock p1",
                "CallTake c1",
                "Lock c1",
                "Change c1"));
    assertNull(result.refusal());
    assertEquals(Set.of("c1"), result.thrown().keySet());
  }

  @Test
  void aThreadThatIsNotRunningIsRefused() {
    DriveResult<BufferSubject.View> result = drive(Fault.NONE, schedule("Exit c1", "CallTake c1"));
    assertNotNull(result.refusal());
    assertEquals(1, result.refusal().step());
    assertTrue(result.refusal().reason().contains("not running"));
  }
}
