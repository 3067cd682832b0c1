package org.lockstep.gate.mutate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.kit.replay.ReplayOptions;
import org.objectweb.asm.ClassReader;

/** Mutants of the Java engine, each in a class loader of its own. */
final class JavaBench extends MutantBench {
  /** A step takes microseconds; a machine can be slow. */
  private static final Duration WATCHDOG = Duration.ofSeconds(5);

  private static final ReplayOptions OPTIONS =
      ReplayOptions.standard().withWatchdog(WATCHDOG).withoutShortening();

  /**
   * What a model's steps are made of, by module: the locks inside the pool are mutated where their
   * steps are actions. The devices are the driver's, the seam is what the driver drives by.
   */
  private static final Map<String, Set<String>> PACKAGES =
      Map.of(
          "StreamPool", Set.of("org.lockstep.pool"),
          "EncodingLock", Set.of("org.lockstep.encoding", "org.lockstep.lock"),
          "LeasePool", Set.of("org.lockstep.pool"),
          "CommandStream", Set.of("org.lockstep.stream"),
          "EventPool", Set.of("org.lockstep.event"),
          "DeviceBarrier", Set.of("org.lockstep.barrier"));

  private final String module;
  private final Set<String> packages;

  JavaBench(String module, List<ReplayTarget> targets) {
    super(targets);
    this.module = module;
    this.packages = PACKAGES.getOrDefault(module, Set.of());
  }

  /** Only what the covers execute: no replay can see a change anywhere else. */
  @Override
  List<Mutant> list() {
    ExecutedLines lines = new ExecutedLines();
    Set<String> types = new TreeSet<>();
    EngineUnderTest engine =
        MutantLoader.engine(
            (type, bytes) -> {
              if (!isMutated(type, bytes)) {
                return bytes;
              }
              types.add(type);
              return lines.instrument(type, bytes);
            },
            OPTIONS);
    requireSound(engine);
    List<Mutant> mutants = new ArrayList<>();
    for (String type : types) {
      for (ClassMutant mutant : ClassMutant.of(type)) {
        int line = mutant.details().getLineNumber();
        if (lines.isExecuted(mutant.method(), line) && !lines.asksForSeam(mutant.method(), line)) {
          mutants.add(
              new Mutant(module, engine.name(), mutant.id(), mutant.operator(), mutant.words()));
        }
      }
    }
    return requireSome(mutants, "the Java " + module);
  }

  /**
   * Probes and views look at the engine and are no part of it; builders and enums are done with
   * before the first step.
   */
  private boolean isMutated(String type, byte[] bytes) {
    return packages.contains(type.substring(0, type.lastIndexOf('.')))
        && !type.matches(".*(Probe|View|Builder)(\\$.*)?")
        && !new ClassReader(bytes).getSuperName().equals("java/lang/Enum");
  }

  @Override
  Verdict tryToKill(String id) {
    ClassMutant mutant = ClassMutant.named(id);
    return replay(
        MutantLoader.engine(
            (type, bytes) -> type.equals(mutant.type()) ? mutant.bytes() : bytes, OPTIONS));
  }
}
