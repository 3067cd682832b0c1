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
}
