package org.lockstep.gate.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.fork.Child;

/**
 * Generated faults that could fool the gate: none at all, ones without a place, a broken harness.
 */
class MutantBenchTest {
  @TempDir Path folder = Path.of("");

  @Test
  void anEmptyListIsAnError() {
    Exception empty =
        assertThrows(
            IllegalStateException.class, () -> MutantBench.requireSome(List.of(), "the engine"));
    assertTrue(String.valueOf(empty.getMessage()).contains("no step was met"), empty::getMessage);
  }

  @Test
  void aModuleThatNobodyReplaysIsAnError() {
    try (JavaMutants mutants = new JavaMutants(List.of())) {
      Exception nothing =
          assertThrows(
              IllegalStateException.class,
              () -> mutants.list(Workspace.find().manifest("StreamPool")));
      assertTrue(
          String.valueOf(nothing.getMessage()).contains("nothing kills"), nothing::getMessage);
    }
  }

  @Test
  void aProcessThatDiesSaysSo() {
    try (Child process =
        new Child(MutantWorker.class, List.of("no engine", "StreamPool"), folder)) {
      Exception death =
          assertThrows(
              Child.Lost.class, () -> process.ask(MutantWorker.LIST, Duration.ofMinutes(1)));
      assertTrue(String.valueOf(death.getMessage()).contains("exit code 1"), death::toString);
    }
  }

  @Test
  void idsAreUniqueAndFindTheirMutant() {
    String type = "org.lockstep.pool.StreamPoolProtocol";
    List<ClassMutant> mutants = ClassMutant.of(type);
    Set<String> ids = mutants.stream().map(ClassMutant::id).collect(Collectors.toSet());
    assertEquals(mutants.size(), ids.size());
    assertTrue(ids.contains("pool.StreamPoolProtocol/publish.void-method-call-2"), ids::toString);
    ClassMutant last = mutants.get(mutants.size() - 1);
    assertEquals(last.details().getId(), ClassMutant.named(last.id()).details().getId());
    assertThrows(IllegalArgumentException.class, () -> ClassMutant.named(last.id() + "0"));
    assertFalse(last.bytes().length == 0);
  }

  @Test
  void aLoadedEngineIsAnotherOne() {
    var loaded =
        MutantLoader.engine(
            (type, bytes) -> bytes, org.lockstep.kit.replay.ReplayOptions.standard());
    assertEquals("java", loaded.name());
    assertFalse(loaded.getClass().getClassLoader() == getClass().getClassLoader());
  }
}
