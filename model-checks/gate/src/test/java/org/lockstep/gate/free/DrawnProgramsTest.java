package org.lockstep.gate.free;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.free.Draws.NativeRun;
import org.lockstep.gate.free.ProgramRun.Wrong;
import org.lockstep.kit.jqwik.Smallest;
import org.lockstep.kit.record.Round;

/**
 * Free runs of programs that jqwik draws: none of a sound engine is refused; of a broken one some
 * are, and shrink. {@code -Dlockstep.programs=2000} for more than a look, {@code -Dlockstep.seed}
 * for the same draws; the schedule is nobody's.
 */
class DrawnProgramsTest {
  private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());
  private static final int PROGRAMS = Integer.getInteger("lockstep.programs", 60);

  /** Of a sound engine's program. */
  private static final int ROUNDS = 3;

  /** Of a broken one's, before it is taken for one in which the fault does not show. */
  private static final int ROUNDS_OF_FAULT = 20;

  private static final int MOST_PROGRAMS_OF_FAULT = 100;
  private static final int MOST_CANDIDATES = 100;
  private static final long LONGEST_SHRINK_NANOS = 60_000_000_000L;

  /** Some of each module that need no luck; every fault is run free by ./lockstep detect. */
  private static final Map<String, List<String>> FAULTS =
      Map.of(
          "LeasePool", List.of("ReleaseBeforeDrain", "Barging"),
          "StreamPool", List.of("CounterSkip", "PublishBeforeReady"),
          "CommandStream", List.of("ForgottenBeforeCommit"),
          "EventPool", List.of("SettleBeforeTell"),
          "DeviceBarrier", List.of("SyncDefaultOnly"),
          "EncodingLock", List.of("Barging"));

  private static RandomGenerator<ClientProgram> generator() {
    return Draws.programs().generator(1000);
  }

  // jqwik draws on its own threads only, so these are its examples and not JUnit's tests.

  @Example
  void noProgramIsRefused() throws Exception {
    for (String module : FreeRuns.modules()) {
      noProgramIsRefused(module, ThreadKind.PLATFORM);
    }
  }

  @Example
  void noProgramOnVirtualThreadsIsRefused() throws Exception {
    Optional<String> absence = ThreadKind.VIRTUAL.absence();
    assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
    for (String module : FreeRuns.modules()) {
      noProgramIsRefused(module, ThreadKind.VIRTUAL);
    }
  }

  @Example
  void plantedFaultsAreFoundAndShrink() throws Exception {
    for (String module : FreeRuns.modules()) {
      for (String fault : FAULTS.getOrDefault(module, List.of())) {
        isFoundAndShrinks(module, fault);
      }
    }
  }

  @Example
  void noRunInCppIsRefused() throws Exception {
    EngineUnderTest engine = Engines.engine("native");
    assumeTrue(engine.absence().isEmpty(), () -> engine.absence().orElse(""));
    for (String module : FreeRuns.modules()) {
      noRunInCppIsRefused(module);
    }
  }

  private static void noProgramIsRefused(String name, ThreadKind kind) throws Exception {
    System.out.println("drawn programs of " + name + " on " + kind + " threads: seed " + SEED);
    RandomGenerator<ClientProgram> generator = generator();
    Random random = new Random(SEED);
    long begin = System.nanoTime();
    try (ProgramRun run = new ProgramRun(FreeRuns.module(name), Recorder.SOUND, kind, SEED)) {
      for (int i = 0; i < PROGRAMS; i++) {
        Shrinkable<ClientProgram> drawn = generator.next(random);
        Wrong wrong = run.wrong(drawn.value(), ROUNDS);
        if (wrong != null) {
          System.out.println(wrong.how() + ", with the program " + drawn.value());
          // To shrink what a thread is stuck in takes the whole patience at each try.
          if (wrong.isStuck()) {
            fail(new Shrunk(drawn.value(), wrong, null, null).toString());
          }
          fail(shrunk(run, drawn, name, Recorder.SOUND).toString());
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %d drawn programs, %d rounds, %d events, %.1f s, none refused%n",
          name,
          PROGRAMS,
          run.rounds(),
          run.events(),
          (System.nanoTime() - begin) / 1e9);
    }
  }

  /**
   * What is left of a program that went wrong.
   *
   * @param round what is left of the log; null if a thread did not come through
   * @param file the log, as written; null likewise
   */
  private record Shrunk(
      ClientProgram program, Wrong wrong, @Nullable Round round, @Nullable Path file) {
    @Override
    public String toString() {
      return wrong.how()
          + ", with the program "
          + program
          + (round == null ? "" : ": " + round + "; ./lockstep validate " + file + " shows it")
          + "; -Dlockstep.seed="
          + SEED
          + " draws it again";
    }
  }

  private static Shrunk shrunk(
      ProgramRun run, Shrinkable<ClientProgram> drawn, String name, String variant)
      throws IOException, InterruptedException {
    // Each candidate in which a thread is stuck takes the whole patience.
    long end = System.nanoTime() + LONGEST_SHRINK_NANOS;
    Wrong[] last = new Wrong[1];
    ClientProgram smallest =
        Smallest.of(
            drawn,
            program -> {
              if (System.nanoTime() > end) {
                return false;
              }
              Wrong wrong = wrongOf(run, program, ROUNDS_OF_FAULT);
              last[0] = wrong == null ? last[0] : wrong;
              return wrong != null;
            },
            MOST_CANDIDATES);
    Wrong wrong = last[0] == null ? run.wrong(smallest, 1000) : last[0];
    assertNotNull(wrong, "the program was wrong once, and not again in 1000 rounds: " + smallest);
    Round whole = wrong.round();
    if (whole == null) {
      return new Shrunk(smallest, wrong, null, null);
    }
    Path file =
        Workspace.find()
            .output()
            .resolve("runs")
            .resolve("drawn-" + name + "-" + variant + ".ndjson");
    return new Shrunk(smallest, wrong, run.smallest(whole), run.write(whole, SEED, file));
  }

  private static @Nullable Wrong wrongOf(ProgramRun run, ClientProgram program, int rounds) {
    try {
      return run.wrong(program, rounds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    }
  }

  private static void isFoundAndShrinks(String name, String fault) throws Exception {
    System.out.println("drawn programs of " + name + " with " + fault + ": seed " + SEED);
    RandomGenerator<ClientProgram> generator = generator();
    Random random = new Random(SEED);
    FreeModule module = FreeRuns.module(name);
    try (ProgramRun run = new ProgramRun(module, fault, ThreadKind.PLATFORM, SEED)) {
      for (int i = 0; i < MOST_PROGRAMS_OF_FAULT; i++) {
        Shrinkable<ClientProgram> drawn = generator.next(random);
        if (run.wrong(drawn.value(), ROUNDS_OF_FAULT) != null) {
          requireSmaller(name, fault, i + 1, drawn.value(), shrunk(run, drawn, name, fault));
          return;
        }
      }
      fail(fault + " was not found by " + MOST_PROGRAMS_OF_FAULT + " programs, seed " + SEED);
    }
  }

  private static void requireSmaller(
      String name, String fault, int number, ClientProgram drawn, Shrunk shrunk)
      throws IOException {
    System.out.printf(
        "%s with %s: found by program %d, of size %d, shrunk to %d: %s%n",
        name, fault, number, drawn.size(), shrunk.program().size(), shrunk);
    assertTrue(shrunk.program().size() < drawn.size(), shrunk::toString);
    Round whole = shrunk.wrong().round();
    Round left = shrunk.round();
    if (whole != null && left != null && shrunk.file() != null) {
      System.out.printf("log of %d events shrunk to %d%n", whole.events(), left.events());
      assertTrue(left.events() < whole.events(), shrunk::toString);
      Judgement judgement = new Judge(Workspace.find()).judge(shrunk.file(), 0);
      assertFalse(judgement.isLegal(), "what was written is refused as well");
    }
  }

  private static void noRunInCppIsRefused(String name) throws Exception {
    System.out.println("drawn runs of " + name + " in C++: seed " + SEED);
    RandomGenerator<NativeRun> generator = Draws.nativeRuns().generator(1000);
    Random random = new Random(SEED);
    int runs = Math.max(1, PROGRAMS / 10);
    long events = 0;
    for (int i = 0; i < runs; i++) {
      Shrinkable<NativeRun> drawn = generator.next(random);
      events += drawn.value().events();
      String complaint = complaint(name, drawn.value());
      if (!complaint.isEmpty()) {
        NativeRun smallest =
            Smallest.of(drawn, run -> !complaintOf(name, run).isEmpty(), MOST_CANDIDATES);
        fail(complaint + "; the smallest run like it is " + smallest + ", seed " + SEED);
      }
    }
    System.out.printf("%s in C++: %d drawn runs, %d events, none refused%n", name, runs, events);
  }

  private static String complaintOf(String name, NativeRun drawn) {
    try {
      return complaint(name, drawn);
    } catch (IOException | InterruptedException | FreeRunFailed e) {
      return e.toString();
    }
  }

  /** Why the run is no behaviour; empty if it is one, or one in which nothing overlaps. */
  private static String complaint(String name, NativeRun drawn)
      throws IOException, InterruptedException, FreeRunFailed {
    Path file = Files.createTempFile("lockstep-drawn-", ".ndjson");
    FreeModule module = FreeRuns.module(name);
    new NativeRecorder()
        .record(
            new Recorder.Request(
                module,
                Recorder.SOUND,
                "drawn",
                drawn.seed(),
                drawn.events(),
                drawn.calls(),
                drawn.dawdles(),
                0,
                Recorder.PATIENCE),
            file);
    try {
      return new Judge(Workspace.find()).judge(file, 0).complaint().orElse("");
    } catch (UnusableInput nothing) {
      assertTrue(
          String.valueOf(nothing.getMessage()).contains("overlap"),
          () -> String.valueOf(nothing.getMessage()));
      return "";
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
