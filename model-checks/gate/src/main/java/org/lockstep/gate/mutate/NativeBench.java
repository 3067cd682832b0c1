package org.lockstep.gate.mutate;

import java.util.ArrayList;
import java.util.List;
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
  List<Mutant> list() {
    EngineUnderTest engine = engine();
    LockstepFaults.mutate("");
    requireSound(engine);
    List<Mutant> mutants = new ArrayList<>();
    for (String line : LockstepFaults.mutants(module).lines().toList()) {
      String[] parts = line.split("\t", -1);
      mutants.add(new Mutant(module, engine.name(), parts[0], parts[1], parts[2]));
    }
    return requireSome(mutants, "the C++ " + module);
  }

  @Override
  Verdict tryToKill(String id) {
    EngineUnderTest engine = engine();
    LockstepFaults.mutate(id);
    return replay(engine);
  }
}
