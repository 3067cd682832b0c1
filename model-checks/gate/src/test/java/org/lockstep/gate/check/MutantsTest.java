package org.lockstep.gate.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.mutate.JavaMutants;
import org.lockstep.gate.mutate.Kill;
import org.lockstep.gate.mutate.Mutant;
import org.lockstep.gate.mutate.NativeMutants;
import org.lockstep.gate.mutate.ReplayTarget;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.nativeengine.LockstepFaults;
import org.lockstep.pool.StreamPool;

/**
 * Small changes to both engines are noticed, and where: on the smallest model, a sample of them.
 */
class MutantsTest {
  private static final Run RUN = SmallTier.smallest("StreamPool");
  private static final Manifest MANIFEST = RUN.target().manifest();

  private static List<ReplayTarget> smallest() {
    StateGraph graph = SmallTier.graph(RUN);
    return List.of(
        new ReplayTarget(RUN.target(), graph, PathCover.of(graph, PathCover.Options.standard())));
  }

  private static Mutant named(List<Mutant> list, String id) {
    return list.stream().filter(mutant -> mutant.id().equals(id)).findFirst().orElseThrow();
  }

  private static void assertKilled(Kill kill, String by, String step) {
    assertTrue(kill.killed(), kill::toString);
    assertTrue(String.valueOf(kill.by()).contains(by), kill::toString);
    assertTrue(String.valueOf(kill.step()).contains(step), kill::toString);
  }

  /** With no mutation active the mutable engine replays everything: list() demands it. */
  @Test
  void theCppEngineIsMutatedWhereverItWasDriven() {
    SmallTier.present("native");
    try (NativeMutants mutants = new NativeMutants(smallest())) {
      List<Mutant> list = mutants.list(MANIFEST);
      Set<String> steps =
          list.stream()
              .filter(mutant -> mutant.operator().equals("silent"))
              .map(mutant -> mutant.id().split("[./]")[0])
              .collect(Collectors.toSet());
      Set<String> met =
          SmallTier.graph(RUN).labels().stream()
              .map(label -> label.action())
              .filter(
                  action ->
                      Arrays.stream(StreamPool.Point.values())
                          .anyMatch(point -> point.action().equals(action)))
              .collect(Collectors.toSet());
      assertEquals(met, steps);
      assertTrue(list.size() > 40, list::toString);
      kill(mutants, list, "Publish.store-1.skip", "slot", "Publish");
      kill(mutants, list, "Publish.silent", "Publish", "Create");
      kill(mutants, list, "Count.cas-2.fail", "counter", "Count");
      Kill equivalent = mutants.tryToKill(MANIFEST, named(list, "Count.load-1.first"));
      assertFalse(equivalent.killed(), equivalent::toString);
    }
  }

  private static void kill(
      NativeMutants mutants, List<Mutant> list, String id, String by, String step) {
    assertKilled(mutants.tryToKill(MANIFEST, named(list, id)), by, step);
  }

  @Test
  void theJavaEngineIsMutatedWhereverItWasExecuted() {
    try (JavaMutants mutants = new JavaMutants(smallest())) {
      List<Mutant> list = mutants.list(MANIFEST);
      assertTrue(list.size() > 40, list::toString);
      assertFalse(
          list.stream().anyMatch(mutant -> mutant.id().contains("/toString.")), "never executed");
      Mutant publish = named(list, "pool.StreamPoolProtocol/publish.void-method-call-2");
      assertKilled(mutants.tryToKill(MANIFEST, publish), "slot", "Publish");
      Mutant endless = named(list, "pool.StreamPoolProtocol/count.non-void-method-call-2");
      assertKilled(mutants.tryToKill(MANIFEST, endless), "STUCK", "Count");
      assertKilled(mutants.tryToKill(MANIFEST, publish), "slot", "Publish"); // in a new process
    }
  }

  @Test
  void anUnknownMutantIsAnErrorAndNoKill() {
    SmallTier.present("native");
    try (NativeMutants mutants = new NativeMutants(smallest())) {
      Mutant unknown = new Mutant("StreamPool", "native", "Nowhere.silent", "silent", "");
      Exception failure =
          assertThrows(IllegalStateException.class, () -> mutants.tryToKill(MANIFEST, unknown));
      assertTrue(String.valueOf(failure.getMessage()).contains("Nowhere"), failure::getMessage);
    }
  }

  @Test
  void aBrokenHarnessIsFound() {
    SmallTier.present("native");
    LockstepFaults.mutate("Publish.store-1.skip");
    try {
      ReplayTarget target = smallest().get(0);
      assertFalse(
          Engines.nativeMutant()
              .replay(target.target(), target.graph(), target.paths())
              .complete());
    } finally {
      LockstepFaults.mutate("");
    }
  }
}
