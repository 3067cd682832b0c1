package org.lockstep.gate.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.nativeengine.LockstepFaults;

/**
 * Mutants of the C++ engine: one instantiation of its templates serves all of them, since the
 * policy does what the active mutation says.
 */
final class NativeBench extends MutantBench {
  private final String module;

  NativeBench(String module, List<ReplayTarget> targets) {
    super(targets);
    this.module = module;
  }

  private static EngineUnderTest engine() {
    EngineUnderTest engine = Engines.nativeMutant();
    engine
        .absence()
        .ifPresent(
            absence -> {
              throw new IllegalStateException(absence);
            });
    return engine;
  }

  @Override
  List<Reachable> list() {
    EngineUnderTest engine = engine();
    LockstepFaults.mutate("");
    requireSound(engine);
    List<Reachable> mutants = new ArrayList<>();
    for (String line : LockstepFaults.mutants(module).lines().toList()) {
      String[] parts = line.split("\t", -1);
      Mutant mutant = new Mutant(module, engine.name(), parts[0], parts[1], parts[2]);
      mutants.add(new Reachable(mutant, models())); // all of them take seconds
    }
    return requireSome(mutants, "the C++ " + module);
  }

  @Override
  Verdict tryToKill(String id, Set<String> models) {
    EngineUnderTest engine = engine();
    LockstepFaults.mutate(id);
    return replay(engine, models);
  }
}
