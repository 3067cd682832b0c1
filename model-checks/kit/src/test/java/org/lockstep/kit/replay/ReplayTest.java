package org.lockstep.kit.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.itf.Itf;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.BoundedBuffer.Fault;

class ReplayTest {
  private static final StateGraph GRAPH = BufferModel.graph(List.of("p1", "p2"), List.of("c1"), 1);
  private static final List<org.lockstep.kit.model.Path> PATHS =
      PathCover.of(GRAPH, PathCover.Options.standard().withAgent(BufferModel.ALPHABET::agent));
  private static final ReplayOptions OPTIONS = ReplayOptions.standard();

  private static ReplayResult replay(Fault fault) {
    return Replay.run(
        GRAPH, PATHS, new BufferSubject.Factory(1, fault), BufferModel.ALPHABET, OPTIONS);
  }

  private static Divergence divergence(Fault fault) {
    Divergence divergence = replay(fault).divergence();
    assertNotNull(divergence, "the fault " + fault + " was not found");
    assertFalse(divergence.message().contains("\n"));
    return divergence;
  }

  @Test
  void everyTransitionIsReplayedOnTheSoundBuffer() {
    ReplayResult result = replay(Fault.NONE);
    assertNull(result.divergence(), result::toString);
    assertTrue(result.complete());
    assertEquals(GRAPH.edgeCount(), result.transitionsReplayed());
    assertEquals(
        PATHS.stream().mapToLong(org.lockstep.kit.model.Path::length).sum(), result.steps());
    assertEquals(result.steps() + PATHS.size(), result.statesCompared());
    assertEquals(result.statesCompared(), result.enablednessChecks());
  }

  @Test
  void threadsReallyEndAndReallyStart() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    ReplayOptions options = OPTIONS.withOnThreadStart(name -> seen.add(Thread.currentThread()));
    ReplayResult result =
        Replay.run(
            GRAPH, PATHS, new BufferSubject.Factory(1, Fault.NONE), BufferModel.ALPHABET, options);
    assertTrue(result.complete());
    assertTrue(seen.size() > 3, "only " + seen.size() + " threads were started");
    assertTrue(seen.stream().noneMatch(Thread::isAlive), "a thread outlived the replay");
  }

  @Test
  void overfillDiffersInTheState() {
    Divergence divergence = divergence(Fault.OVERFILL);
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence.kind());
    assertEquals("Change", divergence.label() == null ? "" : divergence.label().action());
    assertTrue(divergence.message().contains("buffer: model [p"), divergence.message());
    assertTrue(divergence.shortest());
    assertEquals(divergence.trace().length() - 1, divergence.step());
  }

  @Test
  void lostWakeupDiffersInTheState() {
    Divergence divergence = divergence(Fault.LOST_WAKEUP);
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence.kind());
    assertTrue(divergence.message().contains("waiting: model []"), divergence.message());
  }

  @Test
  void aMissingGuardIsEnabledInTheEngineOnly() {
    Divergence divergence = divergence(Fault.NO_MUTUAL_EXCLUSION);
    assertEquals(Divergence.Kind.ENABLED_IN_ENGINE_ONLY, divergence.kind());
    assertTrue(divergence.message().contains("the system enables [Lock("), divergence.message());
  }

  @Test
  void anExceptionIsADivergence() {
    Divergence divergence = divergence(Fault.THROWS);
    assertEquals(Divergence.Kind.THREW, divergence.kind());
    assertTrue(
        divergence
            .message()
            .contains("thread c1 threw java.lang.IllegalStateException: planted fault"),
        divergence.message());
    assertNotNull(divergence.cause());
  }

  @Test
  void anUnknownStepPointIsADivergence() {
    Divergence divergence = divergence(Fault.STRANGE_POINT);
    assertEquals(Divergence.Kind.WRONG_POINT, divergence.kind());
    assertTrue(divergence.message().contains("step point Strange"), divergence.message());
  }

  @Test
  void aSkippedStepPointIsADivergence() {
    Divergence divergence = divergence(Fault.SKIPS_POINT);
    assertEquals(Divergence.Kind.STATE_DIFFERS, divergence.kind());
    assertTrue(divergence.message().contains("owner: model"), divergence.message());
  }

  @Test
  void ignoredPointsArePassed() {
    Alphabet alphabet =
        Alphabet.builder()
            .client("CallPut", "CallTake")
            .steps("Lock", "Change", "Wake", "Unlock")
            .environment("Drop")
            .threadExit("Exit")
            .threadStart("Start")
            .ignoredPoints("Strange", "Wait", "Put", "Take", "Notify")
            .build();
    ReplayResult result =
        Replay.run(
            GRAPH, PATHS, new BufferSubject.Factory(1, Fault.STRANGE_POINT), alphabet, OPTIONS);
    assertTrue(result.complete(), result::toString);
  }

  @Test
  void theWatchdogNamesTheStuckThread() {
    ReplayOptions impatient = OPTIONS.withWatchdog(Duration.ofMillis(200));
    ReplayResult result =
        Replay.run(
            GRAPH,
            PATHS,
            new BufferSubject.Factory(1, Fault.HANGS),
            BufferModel.ALPHABET,
            impatient);
    Divergence divergence = result.divergence();
    assertNotNull(divergence);
    assertEquals(Divergence.Kind.STUCK, divergence.kind());
    assertTrue(
        divergence.message().contains("thread c1 neither reached a step point nor finished"),
        divergence.message());
    assertNotNull(divergence.cause());
    assertTrue(
        List.of(divergence.cause().getStackTrace()).toString().contains("BoundedBuffer.take"));
  }

  @Test
  void theSameReplayGivesTheSameDivergence() {
    Divergence first = divergence(Fault.LOST_WAKEUP);
    for (int i = 0; i < 20; i++) {
      Divergence again = divergence(Fault.LOST_WAKEUP);
      assertEquals(first.message(), again.message());
      assertEquals(first.trace(), again.trace());
    }
  }

  @Test
  void aThousandReplaysOfOneBehaviourAreIdentical() {
    org.lockstep.kit.model.Path longest =
        PATHS.stream()
            .max(java.util.Comparator.comparingInt(org.lockstep.kit.model.Path::length))
            .orElseThrow();
    List<org.lockstep.kit.model.Path> paths =
        List.of(longest.prefix(Math.min(40, longest.length())));
    Set<String> outcomes = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      ReplayResult result =
          Replay.run(
              GRAPH,
              paths,
              new BufferSubject.Factory(1, Fault.NONE),
              BufferModel.ALPHABET,
              OPTIONS);
      outcomes.add(
          result.transitionsReplayed()
              + " "
              + result.steps()
              + " "
              + result.statesCompared()
              + " "
              + result.divergence());
    }
    assertEquals(1, outcomes.size(), outcomes::toString);
  }

  @Test
  void nothingToReplayIsAnError() {
    BufferSubject.Factory factory = new BufferSubject.Factory(1, Fault.NONE);
    assertThrows(
        IllegalStateException.class,
        () -> Replay.run(GRAPH, List.of(), factory, BufferModel.ALPHABET, OPTIONS));
    org.lockstep.kit.model.Path empty = new org.lockstep.kit.model.Path(0, new int[0]);
    assertThrows(
        IllegalStateException.class,
        () -> Replay.run(GRAPH, List.of(empty), factory, BufferModel.ALPHABET, OPTIONS));
    assertThrows(
        IllegalArgumentException.class,
        () -> Replay.run(GRAPH, PATHS, factory, Alphabet.of(Map.of()), OPTIONS));
  }

  @Test
  void anEmptyViewIsAnError() {
    SubjectFactory<Map<String, String>> blind =
        new SubjectFactory<>() {
          @Override
          public Subject<Map<String, String>> create(ThreadSteps steps) {
            throw new AssertionError("not reached");
          }

          @Override
          public Map<String, String> project(State state) {
            return Map.of();
          }
        };
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> Replay.run(GRAPH, PATHS, blind, BufferModel.ALPHABET, OPTIONS));
    assertTrue(String.valueOf(error.getMessage()).contains("would check nothing"));
  }

  @Test
  void aTraceFromAFileIsCheckedWithAndWithoutTheGraph(@TempDir Path folder) throws Exception {
    Trace trace = Trace.of(GRAPH, PATHS.get(0));
    Path file = folder.resolve("trace.itf.json");
    Itf.write(file, trace);
    Trace read = Itf.read(file);
    BufferSubject.Factory factory = new BufferSubject.Factory(1, Fault.NONE);
    ReplayResult alone = Replay.trace(read, factory, BufferModel.ALPHABET, OPTIONS, null);
    assertNull(alone.divergence());
    assertEquals(0, alone.enablednessChecks());
    ReplayResult inGraph = Replay.trace(read, factory, BufferModel.ALPHABET, OPTIONS, GRAPH);
    assertNull(inGraph.divergence());
    assertEquals(trace.length() + 1, inGraph.enablednessChecks());
    Trace foreign =
        Trace.of(List.of(read.states().get(1), read.states().get(0)), List.of(Label.of("Drop")));
    assertThrows(
        IllegalStateException.class,
        () -> Replay.trace(foreign, factory, BufferModel.ALPHABET, OPTIONS, GRAPH));
  }

  @Test
  void theTableMarksWhatDiffers() {
    Divergence divergence = divergence(Fault.OVERFILL);
    String table = DivergenceTable.render(divergence, BufferModel.ALPHABET);
    assertTrue(table.contains("! | buffer"), table);
    assertTrue(table.contains("! " + divergence.step()), table);
    assertTrue(
        table.lines().anyMatch(line -> line.startsWith("step") && line.contains("p1")), table);
    assertTrue(table.lines().anyMatch(line -> line.startsWith("  | dropped")), table);
  }
}
