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
  private static final int ROUNDS_OF_FAULT = 30;

  private static final int MOST_PROGRAMS_OF_FAULT = 100;
  private static final int MOST_CANDIDATES = 300;

  /** Barging needs five: two to take the streams, one to wait, one to give back, one to come. */
  private static final int MOST_CALLS_LEFT = 14;

  private static final List<ProgrammedModule> MODULES =
      List.of(new ProgrammedLeasePool(), new ProgrammedStreamPool());

  private static ProgrammedModule module(String name) {
    return MODULES.stream()
        .filter(each -> each.module().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static RandomGenerator<ClientProgram> generator(ProgrammedModule module) {
    return Draws.programs(module).generator(1000);
  }

  // jqwik draws on its own threads only, so these are its examples and not JUnit's tests.

  @Example
  void noProgramOfALeasePoolIsRefused() throws Exception {
    noProgramIsRefused("LeasePool", ThreadKind.PLATFORM);
  }

  @Example
  void noProgramOfALeasePoolOnVirtualThreadsIsRefused() throws Exception {
    noProgramIsRefused("LeasePool", ThreadKind.VIRTUAL);
  }

  @Example
  void noProgramOfAStreamPoolIsRefused() throws Exception {
    noProgramIsRefused("StreamPool", ThreadKind.PLATFORM);
  }

  @Example
  void noProgramOfAStreamPoolOnVirtualThreadsIsRefused() throws Exception {
    noProgramIsRefused("StreamPool", ThreadKind.VIRTUAL);
  }

  @Example
  void aReleaseBeforeTheWorkIsDoneIsFoundAndShrinks() throws Exception {
    isFoundAndShrinks("LeasePool", "ReleaseBeforeDrain");
  }

  @Example
  void bargingIsFoundAndShrinks() throws Exception {
    isFoundAndShrinks("LeasePool", "Barging");
  }

  @Example
  void anUnsafeFirstUseIsFoundAndShrinks() throws Exception {
    isFoundAndShrinks("StreamPool", "UnsafeLazyInit");
  }

  @Example
  void noRunOfLeasePoolInCppIsRefused() throws Exception {
    noRunInCppIsRefused("LeasePool");
  }

  @Example
  void noRunOfStreamPoolInCppIsRefused() throws Exception {
    noRunInCppIsRefused("StreamPool");
  }

  private static void noProgramIsRefused(String name, ThreadKind kind) throws Exception {
    assumeTrue(kind.absence().isEmpty(), () -> kind.absence().orElse(""));
    System.out.println("drawn programs of " + name + " on " + kind + " threads: seed " + SEED);
    ProgrammedModule module = module(name);
    RandomGenerator<ClientProgram> generator = generator(module);
    Random random = new Random(SEED);
    try (ProgramRun run = new ProgramRun(module, Recorder.SOUND, kind, SEED)) {
      for (int i = 0; i < PROGRAMS; i++) {
        Shrinkable<ClientProgram> drawn = generator.next(random);
        if (run.refused(drawn.value(), ROUNDS) != null) {
          fail(shrunk(run, drawn, name, Recorder.SOUND).toString());
        }
      }
      System.out.printf(
          "%s: %d drawn programs, %d rounds, %d events, none refused%n",
          name, PROGRAMS, run.rounds(), run.events());
    }
  }

  /** What is left of a program that was refused, and of the log of it. */
  private record Shrunk(ClientProgram program, Round whole, Round round, Path file) {
    @Override
    public String toString() {
      return "the program "
          + program
          + " is no behaviour of the model: "
          + round
          + "; ./lockstep validate "
          + file
          + " shows it, and -Dlockstep.seed="
          + SEED
          + " draws it again";
    }
  }

  private static Shrunk shrunk(
      ProgramRun run, Shrinkable<ClientProgram> drawn, String name, String variant)
      throws IOException {
    Round[] last = new Round[1];
    ClientProgram smallest =
        Smallest.of(
            drawn,
            program -> {
              Round refused = refusedOf(run, program, 2 * ROUNDS_OF_FAULT);
              last[0] = refused == null ? last[0] : refused;
              return refused != null;
            },
            MOST_CANDIDATES);
    Round whole = last[0] == null ? refusedOf(run, smallest, 1000) : last[0];
    assertNotNull(whole, "the program was refused once, and not again in 1000 rounds: " + smallest);
    Path file =
        Workspace.find()
            .output()
            .resolve("runs")
            .resolve("drawn-" + name + "-" + variant + ".ndjson");
    return new Shrunk(smallest, whole, run.smallest(whole), run.write(whole, SEED, file));
  }

  private static @Nullable Round refusedOf(ProgramRun run, ClientProgram program, int rounds) {
    try {
      return run.refused(program, rounds);
    } catch (FreeRunFailed e) {
      throw new AssertionError(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a program ran", e);
    }
  }

  private static void isFoundAndShrinks(String name, String fault) throws Exception {
    System.out.println("drawn programs of " + name + " with " + fault + ": seed " + SEED);
    ProgrammedModule module = module(name);
    RandomGenerator<ClientProgram> generator = generator(module);
    Random random = new Random(SEED);
    try (ProgramRun run = new ProgramRun(module, fault, ThreadKind.PLATFORM, SEED)) {
      for (int i = 0; i < MOST_PROGRAMS_OF_FAULT; i++) {
        Shrinkable<ClientProgram> drawn = generator.next(random);
        Round refused = run.refused(drawn.value(), ROUNDS_OF_FAULT);
        if (refused != null) {
          Shrunk shrunk = shrunk(run, drawn, name, fault);
          System.out.printf(
              "%s with %s: found by program %d of %d calls, shrunk to %d: %s; log of %d events"
                  + " shrunk to %d: %s%n",
              name,
              fault,
              i + 1,
              drawn.value().calls(),
              shrunk.program().calls(),
              shrunk.program(),
              shrunk.whole().events(),
              shrunk.round().events(),
              shrunk.round());
          assertTrue(shrunk.program().calls() <= MOST_CALLS_LEFT, shrunk::toString);
          assertTrue(shrunk.round().events() <= shrunk.whole().events());
          Judgement judgement = new Judge(Workspace.find()).judge(shrunk.file(), 0);
          assertFalse(judgement.isLegal(), "what was written is refused as well");
          return;
        }
      }
      fail(fault + " was not found by " + MOST_PROGRAMS_OF_FAULT + " programs, seed " + SEED);
    }
  }

  private static void noRunInCppIsRefused(String name) throws Exception {
    EngineUnderTest engine = Engines.engine("native");
    assumeTrue(engine.absence().isEmpty(), () -> engine.absence().orElse(""));
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
