package org.lockstep.gate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.check.FaultTrace;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.Tlc;

/** A reader of a story sees what the engines really were in, under the model's names. */
class ObservationTest {
  @ParameterizedTest
  @CsvSource({
    "StreamPool, UnsafeLazyInit, java",
    "StreamPool, UnsafeLazyInit, native",
    "EncodingLock, Barging, java",
    "EncodingLock, Barging, native"
  })
  void theFaultyEngineIsInTheFaultyModelsStatesAndTheSoundOneLeavesThem(
      String module, String fault, String name) {
    EngineUnderTest engine = Engines.engine(name);
    assumeTrue(engine.absence().isEmpty(), () -> engine.absence().orElse(""));
    Manifest manifest = Workspace.find().manifest(module);
    Target target = new Target(manifest, manifest.entry(fault));
    Trace trace =
        FaultTrace.of(
            Objects.requireNonNull(Tlc.check(target.entry().request(manifest)).counterexample()));

    Observation faulty = engine.watch(target, trace, true).orElseThrow();
    assertEquals(trace.states().size(), faulty.demanded().size());
    assertEquals(faulty.demanded(), faulty.shown());
    Set<String> variables = new TreeSet<>(trace.states().get(0).names());
    variables.removeAll(manifest.abstractVariables());
    variables.removeAll(manifest.historyVariables());
    assertEquals(
        variables,
        faulty.shown().get(0).keySet().stream()
            .map(component -> component.replaceAll("\\[.*", ""))
            .collect(Collectors.toCollection(TreeSet::new)));

    Observation sound = engine.watch(target, trace, false).orElseThrow();
    assertTrue(
        sound.agreeing() < trace.states().size(),
        "the sound engine is in every state of the fault");
  }
}
