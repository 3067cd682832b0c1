package org.lockstep.gate.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockstep.gate.kept.Fingerprint;
import org.lockstep.gate.subject.Aftermath;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.kit.replay.Replay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.pool.StreamPool;
import org.lockstep.pool.UnsafeLazyInit;

/** The engine in Java: real threads of this JVM, driven by the kit. */
final class JavaEngine implements EngineUnderTest {
  private final ReplayOptions options;

  JavaEngine() {
    this(ReplayOptions.standard());
  }

  JavaEngine(ReplayOptions options) {
    // One core: a change of threads is then a switch, not a wake-up on another core.
    this.options = options.withOnThreadStart(name -> Pinning.toOneCore());
  }

  @Override
  public String name() {
    return "java";
  }

  /** Part of the JVM that asks. */
  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public String soundCode() {
    return new Fingerprint().code(StreamPool.class).code(JavaEngine.class).hex();
  }

  @Override
  public String faultyCode() {
    return new Fingerprint().code(UnsafeLazyInit.class).hex();
  }

  @Override
  public Alphabet alphabet(String module) {
    return Modules.alphabet(module);
  }

  @Override
  public ReplayResult replay(Target target, StateGraph graph, List<Path> paths) {
    OnJava<?, ?> module = Modules.onJava(target.module());
    try (JavaSubjects<?> subjects = module.sound(target)) {
      return Pinning.driving(
          () -> Replay.run(graph, paths, subjects.factory(), module.alphabet(), options));
    }
  }

  @Override
  public ReplayResult replay(Target target, Trace trace) {
    OnJava<?, ?> module = Modules.onJava(target.module());
    try (JavaSubjects<?> subjects = module.sound(target)) {
      return Replay.trace(trace, subjects.factory(), module.alphabet(), options, null);
    }
  }

  @Override
  public FaultRun driveFault(Target fault, Trace trace, int runs) {
    OnJava<?, ?> module = Modules.onJava(fault.module());
    return Pinning.driving(() -> driveFault(module, fault, trace, runs));
  }

  private <V extends Record> FaultRun driveFault(
      OnJava<?, V> module, Target fault, Trace trace, int runs) {
    Trace schedule = Aftermath.of(fault.name(), trace);
    FaultTally tally = new FaultTally();
    try (JavaSubjects<V> faulty = module.faulty(fault)) {
      for (int i = 0; i < runs; i++) {
        DriveResult<V> result =
            Replay.drive(schedule, faulty.factory(), module.alphabet(), options);
        tally.add(result, faulty.harm().apply(result));
      }
    }
    return tally.total();
  }

  @Override
  public Optional<Observation> watch(Target target, Trace trace, boolean faulty) {
    OnJava<?, ?> module = Modules.onJava(target.module());
    return Optional.of(Pinning.driving(() -> watch(module, target, trace, faulty)));
  }

  private <V extends Record> Observation watch(
      OnJava<?, V> module, Target target, Trace trace, boolean faulty) {
    try (JavaSubjects<V> subjects = faulty ? module.faulty(target) : module.sound(target)) {
      return Observation.of(
          trace,
          Replay.watch(trace, subjects.factory(), module.alphabet(), options),
          subjects.factory()::project,
          view -> module.components(target, view));
    }
  }

  @Override
  public Refusal refuse(Target fault, Trace trace) {
    return refuse(Modules.onJava(fault.module()), fault, trace);
  }

  private <V extends Record> Refusal refuse(
      OnJava<?, V> module, Target fault, Trace counterexample) {
    Trace trace = counterexample.unrolled(1);
    try (JavaSubjects<V> sound = module.sound(fault)) {
      Trace schedule = Aftermath.of(fault.name(), trace);
      DriveResult<V> driven = Replay.drive(schedule, sound.factory(), module.alphabet(), options);
      Optional<String> harm = sound.harm().apply(driven);
      ReplayResult replay = Replay.trace(trace, sound.factory(), module.alphabet(), options, null);
      Divergence divergence = replay.divergence();
      Set<String> differing = Set.of();
      if (divergence != null && divergence.label() == null) {
        differing = Narrowed.differing(divergence.expected(), divergence.actual());
        Narrowed<V> comparable = new Narrowed<>(sound.factory(), differing);
        divergence = Replay.trace(trace, comparable, module.alphabet(), options, null).divergence();
      }
      return Refusal.of(
          divergence,
          differing,
          Refusal.goesOn(counterexample, driven, module.alphabet()),
          Refusal.passedOver(
              counterexample,
              driven,
              module.alphabet(),
              other ->
                  Replay.drive(other, sound.factory(), module.alphabet(), options).refusal()
                      == null),
          harm.orElse(null));
    }
  }
}
