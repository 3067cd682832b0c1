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
  List<Reachable> list() {
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
    List<Reachable> mutants = new ArrayList<>();
    for (String type : types) {
      for (ClassMutant changed : ClassMutant.of(type)) {
        int line = changed.details().getLineNumber();
        List<String> executing =
            lines.executedBy(changed.method(), line).stream().mapToObj(models()::get).toList();
        if (!executing.isEmpty() && !lines.asksForSeam(changed.method(), line)) {
          Mutant mutant =
              new Mutant(module, engine.name(), changed.id(), changed.operator(), changed.words());
          mutants.add(new Reachable(mutant, executing));
        }
      }
    }
    return requireSome(mutants, "the Java " + module);
  }

  /**
   * Probes and views look at the engine and are no part of it, nor is the time of a replay;
   * builders and enums are done with before the first step.
   */
  private boolean isMutated(String type, byte[] bytes) {
    return packages.contains(type.substring(0, type.lastIndexOf('.')))
        && !type.matches(".*(Probe|View|Builder|VirtualTime)(\\$.*)?")
        && !new ClassReader(bytes).getSuperName().equals("java/lang/Enum");
  }

  @Override
  Verdict tryToKill(String id, Set<String> models) {
    ClassMutant mutant = ClassMutant.named(id);
    return replay(
        MutantLoader.engine(
            (type, bytes) -> type.equals(mutant.type()) ? mutant.bytes() : bytes, OPTIONS),
        models);
  }
}
