package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.ShortestPaths;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.BufferPlanEngine.Fault;

/** Plans in one call: the same checks and the same findings as with the kit's own threads. */
class PlanReplayTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1", "p2"), List.of("c1"), 1);
  private static final List<Path> PATHS =
      PathCover.of(GRAPH, PathCover.Options.standard().withAgent(BufferModel.ALPHABET::agent));
  private static final ReplayOptions OPTIONS = ReplayOptions.standard();

  private static ReplayResult replay(PlanEngine<?> engine) {
    return PlanReplay.run(GRAPH, PATHS, engine, BufferModel.ALPHABET, OPTIONS);
  }

  private static Divergence divergence(Fault fault) {
    ReplayResult result = replay(new BufferPlanEngine(fault));
    Divergence divergence = result.divergence();
    assertNotNull(divergence, "the fault " + fault + " was not found");
    assertFalse(result.complete());
    assertFalse(divergence.message().contains("\n"));
    assertEquals(divergence.trace().length() - 1, divergence.step());
    if (divergence.shortest()) {
      Path whole = TracePaths.find(GRAPH, divergence.trace());
      int last = whole.edge(whole.length() - 1);
      assertEquals(new ShortestPaths(GRAPH).through(last).length(), whole.length());
    }
    return divergence;
  }

  @Test
  void everyTransitionIsReplayedAndCountedAsWithThreads() {
    ReplayResult plans = replay(new BufferPlanEngine(Fault.NONE));
    assertTrue(plans.complete(), plans::toString);
    assertTrue(plans.nanos() > 0);
    ReplayResult threads =
        Replay.run(
            GRAPH,
            PATHS,
            new BufferSubject.Factory(1, BoundedBuffer.Fault.NONE),
            BufferModel.ALPHABET,
            OPTIONS);
    assertEquals(withoutTime(threads), withoutTime(plans));
  }

  private static ReplayResult withoutTime(ReplayResult r) {
    return new ReplayResult(
        r.transitions(),
        r.transitionsReplayed(),
        r.paths(),
        r.steps(),
        r.threadSwitches(),
        r.statesCompared(),
        r.enablednessChecks(),
        0,
        r.divergence());
  }

  @Test
  void aWrongRowIsAStateThatDiffers() {
    Divergence divergence = divergence(Fault.SILENT_PUT);
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence.kind());
    assertTrue(divergence.shortest());
    assertTrue(
        divergence.message().contains(": the state differs; waiting: model [], system [c1]"),
        divergence.message());
    assertEquals("Change", divergence.label() == null ? "" : divergence.label().action());
    String table = DivergenceTable.render(divergence, BufferModel.ALPHABET);
    assertTrue(table.contains("! | waiting"), table);
  }

  @Test
  void aReadyMaskThatIsTooLarge() {
    Divergence divergence = divergence(Fault.LOCK_ALWAYS_READY);
    assertEquals(Divergence.Kind.ENABLED_IN_ENGINE_ONLY, divergence.kind());
    assertTrue(divergence.shortest());
    assertTrue(
        divergence
            .message()
            .matches(".*the system enables \\[a step of thread (c1|p1|p2)\\] but.*"),
        divergence.message());
  }

  @Test
  void aReadyMaskThatIsTooSmall() {
    Divergence divergence = divergence(Fault.WAKE_NEVER_READY);
    assertEquals(Divergence.Kind.ENABLED_IN_MODEL_ONLY, divergence.kind());
    assertTrue(divergence.shortest());
    assertTrue(
        divergence.message().matches(".*the model enables \\[Wake\\(.*\\)\\] but the system.*"),
        divergence.message());
  }

  @Test
  void aRefusalIsAtTheWrongPoint() {
    Divergence divergence = divergence(Fault.NO_START);
    assertEquals(Divergence.Kind.WRONG_POINT, divergence.kind());
    assertTrue(divergence.shortest());
    assertEquals(
        "step " + divergence.step() + " Start(c1): the model takes this step, but no more threads",
        divergence.message());
  }

  @Test
  void aMissingStepPoint() {
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence(Fault.UNLOCKS_EARLY).kind());
  }

  @Test
  void whatIsThrownIsADivergence() {
    Divergence divergence = divergence(Fault.THROWS);
    assertEquals(Divergence.Kind.THREW, divergence.kind());
    assertTrue(divergence.shortest());
    assertTrue(
        divergence.message().endsWith("thread c1 threw bad_alloc: planted fault"),
        divergence.message());
  }

  @Test
  void aStateThatDiffersBeforeTheThrowIsTheFinding() {
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence(Fault.DIFFERS_THEN_THROWS).kind());
  }

  @Test
  void aThreadThatHangs() {
    Divergence divergence = divergence(Fault.HANGS);
    assertEquals(Divergence.Kind.STUCK, divergence.kind());
    assertFalse(divergence.shortest());
    assertTrue(divergence.message().contains("did not come back"), divergence.message());
  }

  @Test
  void aRowThatIsNoStateIsShownAsItIs() {
    Divergence divergence = divergence(Fault.NONSENSE);
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence.kind());
    assertTrue(divergence.message().contains("(no view of this row)"), divergence.message());
  }

  @Test
  void rowsThatNobodyWroteAreAnError() {
    for (Fault fault : List.of(Fault.LIES, Fault.WRITES_NO_ROWS)) {
      IllegalStateException error =
          assertThrows(IllegalStateException.class, () -> replay(new BufferPlanEngine(fault)));
      assertTrue(String.valueOf(error.getMessage()).contains("wrote no row"), error::toString);
    }
  }

  @Test
  void withoutShorteningTheFoundBehaviourIsReported() {
    BufferPlanEngine engine = new BufferPlanEngine(Fault.WAKE_NEVER_READY);
    ReplayResult result =
        PlanReplay.run(GRAPH, PATHS, engine, BufferModel.ALPHABET, OPTIONS.withoutShortening());
    assertEquals(result.paths(), engine.runs);
    assertNotNull(result.divergence());
    assertFalse(result.divergence().shortest());
  }

  @Test
  void nothingToReplayIsAnError() {
    BufferPlanEngine engine = new BufferPlanEngine(Fault.NONE);
    Path empty = new Path(0, new int[0]);
    for (List<Path> paths : List.of(List.<Path>of(), List.of(empty))) {
      assertThrows(
          IllegalStateException.class,
          () -> PlanReplay.run(GRAPH, paths, engine, BufferModel.ALPHABET, OPTIONS));
    }
  }

  @Test
  void aTraceIsCheckedWithAndWithoutTheGraph() {
    Trace trace = Trace.of(GRAPH, PATHS.get(0));
    BufferPlanEngine sound = new BufferPlanEngine(Fault.NONE);
    ReplayResult alone = PlanReplay.trace(trace, sound, BufferModel.ALPHABET, OPTIONS, null);
    assertNull(alone.divergence(), alone::toString);
    assertEquals(0, alone.enablednessChecks());
    assertEquals(trace.length() + 1, alone.statesCompared());
    ReplayResult inGraph = PlanReplay.trace(trace, sound, BufferModel.ALPHABET, OPTIONS, GRAPH);
    assertNull(inGraph.divergence(), inGraph::toString);
    assertEquals(trace.length() + 1, inGraph.enablednessChecks());
    Trace unlabelled = Trace.of(trace.states(), List.of());
    assertThrows(
        IllegalStateException.class,
        () -> PlanReplay.trace(unlabelled, sound, BufferModel.ALPHABET, OPTIONS, null));
  }

  private static Trace schedule(String... steps) {
    List<Label> labels = new ArrayList<>();
    for (String step : steps) {
      String[] words = step.split(" ", -1);
      labels.add(Label.of(words[0], Value.model(words[1])));
    }
    State initial = GRAPH.state(GRAPH.initial()[0]);
    return Trace.of(Collections.nCopies(labels.size() + 1, initial), labels);
  }

  private static final Trace TAKE_THEN_PUT =
      schedule(
          "CallTake c1", "Lock c1", "Change c1", "CallPut p1", "Lock p1", "Change p1", "Unlock p1");

  @Test
  void aDrivenFaultLeavesAThreadBehind() {
    DriveResult<BufferPlanEngine.View> result =
        PlanReplay.drive(TAKE_THEN_PUT, new BufferPlanEngine(Fault.SILENT_PUT));
    assertNull(result.refusal());
    assertEquals(TAKE_THEN_PUT.length(), result.stepsDriven());
    assertEquals(Set.of("c1"), result.stuck().keySet());
    assertNotNull(result.finalView());
    assertEquals(List.of("p1"), result.finalView().buffer());
    assertFalse(result.clean());
  }

  @Test
  void theSoundEngineRunsOnAfterASchedule() {
    DriveResult<BufferPlanEngine.View> result =
        PlanReplay.drive(TAKE_THEN_PUT, new BufferPlanEngine(Fault.NONE));
    assertTrue(result.clean());
    assertNotNull(result.afterSchedule());
    assertEquals("none", result.afterSchedule().owner());
    assertEquals(
        List.of("Wake(c1)", "Change(c1)", "Unlock(c1)"),
        result.taken().subList(7, 10).stream().map(Label::toString).toList());
  }

  @Test
  void aRefusedScheduleIsReported() {
    DriveResult<BufferPlanEngine.View> result =
        PlanReplay.drive(
            schedule("CallPut p1", "Lock p1", "CallPut p2", "Lock p2"),
            new BufferPlanEngine(Fault.NONE));
    assertNotNull(result.refusal());
    assertEquals(
        "step 3 Lock(p2) is refused: thread p2 is at Lock and would block",
        result.refusal().toString());
    assertEquals(Set.of("p2"), result.stuck().keySet());
  }

  @Test
  void whatADrivenEngineThrowsIsReportedByThread() {
    DriveResult<BufferPlanEngine.View> result =
        PlanReplay.drive(
            schedule(
                "CallPut p1",
                "Lock p1",
                "Change p1",
                "Unlock p1",
                "CallTake c1",
                "Lock c1",
                "Change c1"),
            new BufferPlanEngine(Fault.THROWS));
    assertEquals(Set.of("c1"), result.thrown().keySet());
  }
}
