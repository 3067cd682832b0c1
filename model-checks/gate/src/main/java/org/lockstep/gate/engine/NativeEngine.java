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
import org.lockstep.kit.replay.PlanReplay;
import org.lockstep.kit.replay.ReplayOptions;
import org.lockstep.kit.replay.ReplayResult;
import org.lockstep.nativeengine.LockstepFaults;
import org.lockstep.nativeengine.LockstepNative;

/** The engine in C++: real threads of its own, driven by plans through a flat C interface. */
final class NativeEngine implements EngineUnderTest {
  private static final ReplayOptions OPTIONS = ReplayOptions.standard();

  private final String variant;
  private final ReplayOptions options;

  NativeEngine() {
    this(Modules.SOUND, OPTIONS);
  }

  /**
   * @param variant what {@link #replay(Target, StateGraph, List)} drives
   */
  NativeEngine(String variant, ReplayOptions options) {
    this.variant = variant;
    this.options = options;
  }

  @Override
  public String name() {
    return "native";
  }

  @Override
  public Optional<String> absence() {
    return NativeLibraries.absence();
  }

  @Override
  public String soundCode() {
    return new Fingerprint().code(LockstepNative.class).code(NativeEngine.class).hex();
  }

  @Override
  public String faultyCode() {
    return new Fingerprint().code(LockstepFaults.class).hex();
  }

  @Override
  public Alphabet alphabet(String module) {
    return Modules.alphabet(module);
  }

  @Override
  public ReplayResult replay(Target target, StateGraph graph, List<Path> paths) {
    OnNative<?, ?> module = Modules.soundOnNative(target);
    try (NativePlans<?> plans = new NativePlans<>(module, variant)) {
      return PlanReplay.run(graph, paths, plans, module.alphabet(), options);
    }
  }

  @Override
  public ReplayResult replay(Target target, Trace trace) {
    OnNative<?, ?> module = Modules.soundOnNative(target);
    try (NativePlans<?> sound = new NativePlans<>(module, Modules.SOUND)) {
      return PlanReplay.trace(trace, sound, module.alphabet(), OPTIONS, null);
    }
  }

  @Override
  public FaultRun driveFault(Target fault, Trace trace, int runs) {
    return driveFault(Modules.faultyOnNative(fault), fault, trace, runs);
  }

  private static <V extends Record> FaultRun driveFault(
      OnNative<?, V> module, Target fault, Trace trace, int runs) {
    Trace schedule = Aftermath.of(fault.name(), trace);
    FaultTally tally = new FaultTally();
    try (NativePlans<V> faulty = new NativePlans<>(module, fault.name())) {
      for (int i = 0; i < runs; i++) {
        DriveResult<V> result = PlanReplay.drive(schedule, faulty);
        tally.add(result, module.harm(fault.name(), result, faulty.facts()));
      }
    }
    return tally.total();
  }

  @Override
  public Optional<Observation> watch(Target target, Trace trace, boolean faulty) {
    OnNative<?, ?> module = faulty ? Modules.faultyOnNative(target) : Modules.soundOnNative(target);
    return Optional.of(watch(module, trace, faulty ? target.name() : Modules.SOUND));
  }

  private static <V extends Record> Observation watch(
      OnNative<?, V> module, Trace trace, String variant) {
    try (NativePlans<V> plans = new NativePlans<>(module, variant)) {
      return Observation.of(
          trace,
          PlanReplay.watch(trace, plans),
          state -> module.view(module.row(state)),
          module::components);
    }
  }

  @Override
  public Refusal refuse(Target fault, Trace trace) {
    return refuse(Modules.soundOnNative(fault), fault, trace);
  }

  private static <V extends Record> Refusal refuse(
      OnNative<?, V> module, Target fault, Trace counterexample) {
    Trace trace = counterexample.unrolled(1);
    try (NativePlans<V> sound = new NativePlans<>(module, Modules.SOUND)) {
      DriveResult<V> driven = PlanReplay.drive(Aftermath.of(fault.name(), trace), sound);
      Optional<String> harm = module.harm(fault.name(), driven, sound.facts());
      Set<String> differing = sound.maskDifferencesAtStart(trace.states().get(0));
      Divergence divergence =
          PlanReplay.trace(trace, sound, module.alphabet(), OPTIONS, null).divergence();
      return Refusal.of(
          divergence,
          differing,
          Refusal.goesOn(counterexample, driven, module.alphabet()),
          Refusal.passedOver(
              counterexample,
              driven,
              module.alphabet(),
              other -> PlanReplay.drive(other, sound).refusal() == null),
          harm.orElse(null));
    }
  }
}
