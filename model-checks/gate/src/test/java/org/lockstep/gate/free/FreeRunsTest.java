package org.lockstep.gate.free;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Header;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.RunWriter;
import org.lockstep.kit.record.ThreadLog;

class FreeRunsTest {
  private static final long EVENTS = 20_000;

  private final FreeRuns runs = new FreeRuns(Workspace.find());
  private final Judge judge = new Judge(Workspace.find());

  @TempDir private Path folder = Path.of("");

  private Judgement run(String module, String engine, String variant) {
    EngineUnderTest under = Engines.engine(engine);
    assumeTrue(under.absence().isEmpty(), () -> under.absence().orElse(""));
    long seed = System.nanoTime();
    System.out.println(module + " " + variant + " free on " + engine + ": seed " + seed);
    Path file = folder.resolve("run.ndjson");
    assertEquals(Optional.empty(), runs.record(module, under, variant, seed, EVENTS, file));
    return judge.judge(file, 0);
  }

  /** A fault after which all go on, so that the whole run is there to be judged. */
  @ParameterizedTest
  @CsvSource({"LeasePool, java, Barging", "LeasePool, native, Barging"})
  void whatABrokenEngineDoesIsNoBehaviour(String module, String engine, String fault) {
    Judgement judgement = run(module, engine, fault);
    assertFalse(judgement.isLegal());
    assertTrue(judgement.complaint().orElseThrow().contains("is no behaviour of Free" + module));
    Round wrong = Objects.requireNonNull(judgement.wrong());
    // Cut behind what cannot be explained: of each thread no more than one event is left over.
    assertTrue(
        wrong.events()
            <= Objects.requireNonNull(judgement.verdict()).explained() + wrong.logs().size());
  }

  private Path written(Round round) throws IOException {
    Path file = folder.resolve("made.ndjson");
    Header header =
        new Header(
            "LeasePool", "FreeLeasePool", "java", "sound", "", 1, List.of("result", "lease"));
    try (RunWriter writer =
        new RunWriter(new BufferedOutputStream(Files.newOutputStream(file)), header)) {
      writer.write(round);
    }
    return file;
  }

  private static ThreadLog onlyExits(String thread, long at) {
    List<Value> known = List.of(Value.of("none"), Value.of("None"));
    return new ThreadLog(thread, List.of(new Event("ThreadExit", List.of(), at, at + 1, known)));
  }

  @Test
  void aRunInWhichNothingOverlapsSaysNothing() throws IOException {
    Path file = written(new Round(0, List.of(onlyExits("a", 10), onlyExits("b", 20))));
    UnusableInput refused = assertThrows(UnusableInput.class, () -> judge.judge(file, 0));
    assertTrue(String.valueOf(refused.getMessage()).contains("no two of its 2 events overlap"));
  }

  @Test
  void aLogThatDoesNotEndAsItsThreadEndsIsRefused() throws IOException {
    ThreadLog lost = new ThreadLog("b", List.of(new Event("CallTry", List.of(), 10, 11, null)));
    Path file = written(new Round(0, List.of(onlyExits("a", 10), lost)));
    UnusableInput refused = assertThrows(UnusableInput.class, () -> judge.judge(file, 0));
    assertTrue(
        String.valueOf(refused.getMessage())
            .contains(
                "the log of thread b ends with CallTry in 10..11, and should with ThreadExit"));
  }

  @Test
  void aModuleWithoutClientsIsNamed() {
    UnusableInput refused = assertThrows(UnusableInput.class, () -> FreeRuns.module("Nothing"));
    assertTrue(
        String.valueOf(refused.getMessage())
            .startsWith("there are no clients for free runs of Nothing; there are for ["));
  }

  /** Events one after another, each beginning as the one before ends; null knows nothing. */
  private static List<Event> inTurn(long begin, String... actions) {
    List<Event> events = new ArrayList<>();
    for (String action : actions) {
      long at = begin + events.size();
      events.add(new Event(action, List.of(), at, at + 1, null));
    }
    return events;
  }

  private static Event ending(String action, long begin, long end, String result, Value lease) {
    return new Event(action, List.of(), begin, end, List.of(Value.of(result), lease));
  }

  private static Event interruptOfC(long begin, long end) {
    return new Event("Interrupt", List.of(Value.of("c")), begin, end, null);
  }

  private static List<Event> takesTheSecond(long begin) {
    List<Event> events = inTurn(begin, "CallTry", "CheckWaiting");
    events.add(ending("Claim", begin + 2, begin + 3, "none", Value.of(1)));
    return events;
  }

  private static List<Event> givesBackAndEnds(long begin) {
    List<Event> events = inTurn(begin, "CallRelease", "Free");
    events.add(ending("CheckWaiting", begin + 2, begin + 3, "none", Value.of("None")));
    events.add(ending("ThreadExit", begin + 3, begin + 4, "none", Value.of("None")));
    return events;
  }

  private static List<Event> waits(long begin) {
    List<Event> events = new ArrayList<>();
    events.add(new Event("CallAcquire", List.of(Value.of(-1)), begin, begin + 1, null));
    events.addAll(
        inTurn(
            begin + 1,
            "CheckWaiting",
            "Claim",
            "Claim",
            "LockWaiters",
            "Enlist",
            "ClaimFor",
            "ClaimFor",
            "UnlockWaiters",
            "Look"));
    return events;
  }

  /**
   * c is interrupted, and gives up in 112..160: b sees it off the queue at 132, and the second
   * interrupt comes at the given time. c waits once more, and sleeps.
   */
  private static Round interruptedAgain(long begin) {
    List<Event> a = inTurn(1, "CallTry", "CheckWaiting");
    a.add(ending("Claim", 3, 4, "none", Value.of(0)));
    a.addAll(givesBackAndEnds(300));
    List<Event> b = new ArrayList<>(takesTheSecond(10));
    b.addAll(inTurn(130, "CallRelease", "Free"));
    b.add(ending("CheckWaiting", 132, 133, "none", Value.of("None")));
    b.addAll(takesTheSecond(165));
    b.addAll(inTurn(220, "CallRelease", "Free", "CheckWaiting"));
    b.addAll(inTurn(223, "LockWaiters", "ClaimFor", "Grant", "Wake", "Delist"));
    b.add(ending("UnlockWaiters", 228, 229, "none", Value.of("None")));
    b.add(ending("ThreadExit", 229, 230, "none", Value.of("None")));
    List<Event> c = new ArrayList<>(waits(100));
    c.addAll(inTurn(110, "LockWaiters"));
    c.add(new Event("Withdraw", List.of(), 112, 160, null));
    c.add(ending("UnlockWaiters", 160, 161, "interrupted", Value.of("None")));
    c.addAll(waits(200));
    c.add(new Event("Park", List.of(), 210, 240, null));
    c.add(ending("Look", 240, 241, "none", Value.of(1)));
    c.addAll(givesBackAndEnds(310));
    return new Round(
        0,
        List.of(
            new ThreadLog("a", a),
            new ThreadLog("b", b),
            new ThreadLog("c", c),
            new ThreadLog("", List.of(interruptOfC(50, 51), interruptOfC(begin, begin + 1)))));
  }

  /** Seen once in twelve million events: two interrupts, of which the thread is told as of one. */
  @Test
  void anInterruptMayBeClearedWithTheOneBefore() throws IOException {
    Judgement judgement = judge.judge(written(interruptedAgain(140)), 0);
    assertTrue(judgement.isLegal(), () -> judgement.complaint().orElse(""));
  }

  @Test
  void anInterruptThatComesAfterTheCallIsNotLost() throws IOException {
    Judgement judgement = judge.judge(written(interruptedAgain(170)), 0);
    // It sleeps, though it was interrupted before its second wait.
    assertTrue(judgement.complaint().orElse("").contains("none of these next: c's Park"));
  }
}
