package org.lockstep.gate.free;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.gate.Workspace;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.RunReader;
import org.lockstep.kit.tlc.CheckRequest;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.validate.Validator;
import org.lockstep.kit.validate.WalkMoves;

/**
 * What a check of recorded runs is worth: good logs, spoilt at random. {@code
 * -Dlockstep.perturbations=1000 -Dlockstep.asked=50} for more than a look, {@code -Dlockstep.seed}
 * for the same draws.
 */
class PerturbationTest {
  private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());
  private static final int PERTURBATIONS = Integer.getInteger("lockstep.perturbations", 200);

  /** One in so many is judged by TLC too, with a module of its own. */
  private static final int ASKED = PERTURBATIONS / Integer.getInteger("lockstep.asked", 10);

  private static final int CALLS = 3;

  /**
   * Of one module, so that the draws are worth something. TLC was asked of each of them: a log that
   * is cut where a thread could have ended is legal, say.
   */
  private static final double MOST_LEGAL = 0.2;

  /** Of all modules together. */
  private static final double LEAST_REJECTED = 0.95;

  /** Of fewer it says little: a hundred in turn are made of one good log. */
  private static final int ENOUGH = 5_000;

  private static final AtomicInteger SPOILT = new AtomicInteger();
  private static final AtomicInteger REJECTED = new AtomicInteger();

  @TempDir private Path folder = Path.of("");

  static List<String> modules() {
    return FreeRuns.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void whatIsNoBehaviourIsRejected(String name)
      throws IOException, InterruptedException, FreeRunFailed {
    System.out.println("perturbations: seed " + SEED);
    FreeModule module = FreeRuns.module(name);
    Path specs = Workspace.find().specs().resolve(name);
    Path file = folder.resolve("run.ndjson");
    new JavaRecorder()
        .record(
            new Recorder.Request(
                module, Recorder.SOUND, "test", SEED, 2000, CALLS, true, 0, Recorder.PATIENCE),
            file);
    Reference reference = new Reference(module, specs);
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Perturbation, Integer> legal = new EnumMap<>(Perturbation.class);
    int asked = 0;
    try (Stepper stepper =
        Stepper.open(
            CheckRequest.of(
                    specs.resolve("free/Free" + name + ".tla"),
                    specs.resolve("free/Free" + name + ".cfg"))
                .searching(specs)
                .searchingBeside(specs))) {
      Validator validator =
          new Validator(new WalkMoves(stepper, Judge.OVERRIDE), module.hidden(), module.observed());
      Round good = null;
      for (int i = 0; i < PERTURBATIONS; i++) {
        if (i % 100 == 0) {
          good = roundOf(file, i / 100);
          assertTrue(validator.validate(good).legal());
          assertTrue(reference.isLegal(good), "what our search found legal, TLC does not");
        }
        Perturbation drawn = Perturbation.values()[i % Perturbation.values().length];
        Round changed = drawn.of(module, Objects.requireNonNull(good), random);
        // There are rounds in which no argument can be another one.
        Perturbation how = changed == null ? Perturbation.DROP : drawn;
        Round spoilt =
            changed == null ? Objects.requireNonNull(how.of(module, good, random)) : changed;
        boolean found = Judge.lost(module, spoilt).isEmpty() && validator.validate(spoilt).legal();
        legal.merge(how, found ? 1 : 0, Integer::sum);
        if (i % ASKED == 0 || found) {
          // All that our search lets pass is judged by TLC as well.
          assertEquals(
              reference.isLegal(spoilt),
              validator.validate(spoilt).legal(),
              () -> how + ": " + spoilt);
          asked++;
        }
      }
    }
    int passed = legal.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(
        name
            + ": of "
            + PERTURBATIONS
            + " spoilt logs "
            + (PERTURBATIONS - passed)
            + " rejected; legal all the same, as TLC says too: "
            + legal
            + "; TLC was asked of "
            + asked);
    SPOILT.addAndGet(PERTURBATIONS);
    REJECTED.addAndGet(PERTURBATIONS - passed);
    assertTrue(passed <= MOST_LEGAL * PERTURBATIONS, legal::toString);
  }

  @AfterAll
  static void nearlyAllAreRejected() {
    String told = "of " + SPOILT + " spoilt logs of all modules " + REJECTED + " rejected";
    System.out.println(told);
    assertTrue(SPOILT.get() < ENOUGH || REJECTED.get() >= LEAST_REJECTED * SPOILT.get(), told);
  }

  private static Round roundOf(Path file, int number) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file);
        RunReader reader = new RunReader(in, "run")) {
      Round round = Objects.requireNonNull(reader.read());
      for (int i = 0; i < number; i++) {
        round = Objects.requireNonNull(reader.read(), "too few rounds");
      }
      return round;
    }
  }
}
