package org.lockstep.weak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.LincheckAssertionError;
import org.jetbrains.kotlinx.lincheck.strategy.managed.modelchecking.ModelCheckingOptions;

/**
 * Lincheck's model checking: scenarios of two threads that it draws, and of each all schedules up
 * to a number, sequentially consistent. {@code -Dlockstep.lincheck} multiplies the scenarios; above
 * 1, faults are tried as well of which nobody knows whether Lincheck can see them.
 */
public final class Lincheck {
  private static final int TIMES = Integer.getInteger("lockstep.lincheck", 1);
  private static final int SCENARIOS = 5;
  private static final int SCENARIOS_FOR_FAULTS = 20;
  private static final int SCHEDULES = 150;

  private Lincheck() {}

  private static ModelCheckingOptions options(Class<?> sequential, int scenarios) {
    return new ModelCheckingOptions()
        .iterations(TIMES * scenarios)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(0)
        .actorsAfter(0)
        .invocationsPerIteration(SCHEDULES)
        .sequentialSpecification(sequential);
  }

  /** Every history of these calls is one of the sequential object. */
  public static void holds(Class<?> calls, Class<?> sequential) {
    LinChecker.check(calls, options(sequential, SCENARIOS));
  }

  /** Fails unless all faults are found that are expected to be. */
  public static void finds(
      String module, Set<String> expected, Class<?> sequential, Class<?>... broken) {
    Set<String> found = new TreeSet<>();
    for (Class<?> calls : broken) {
      String fault = calls.getSimpleName();
      if (TIMES == 1 && !expected.contains(fault)) {
        continue;
      }
      long begin = System.nanoTime();
      String how = how(calls, sequential);
      System.out.printf(
          "lincheck: %s with %s: %s, %.1f s%n",
          module, fault, how.isEmpty() ? "not seen" : how, (System.nanoTime() - begin) / 1e9);
      Detections.ofLincheck()
          .add(
              module,
              fault,
              !how.isEmpty(),
              how.isEmpty() ? "no scenario of " + sequential.getSimpleName() : how);
      if (!how.isEmpty()) {
        found.add(fault);
      }
    }
    Set<String> missed = new TreeSet<>(expected);
    missed.removeAll(found);
    assertTrue(
        missed.isEmpty(),
        () ->
            "Lincheck does not find the planted faults "
                + missed
                + " of "
                + module
                + " among "
                + Arrays.toString(broken)
                + " any more: either it looks no longer where it did, or they are no faults");
  }

  /** What Lincheck says of it, in a few words; empty if it finds nothing. */
  private static String how(Class<?> calls, Class<?> sequential) {
    try {
      LinChecker.check(
          calls, options(sequential, SCENARIOS_FOR_FAULTS).minimizeFailedScenario(false));
      return "";
    } catch (LincheckAssertionError found) {
      return String.valueOf(found.getMessage())
          .lines()
          .map(String::strip)
          .filter(line -> line.startsWith("= "))
          .findFirst()
          .map(line -> line.replace("=", "").strip())
          .orElse("no sequential history");
    }
  }
}
