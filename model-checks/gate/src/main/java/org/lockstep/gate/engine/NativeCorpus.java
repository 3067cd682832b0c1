package org.lockstep.gate.engine;

import java.util.List;
import org.lockstep.gate.UnusableInput;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.model.Path;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.PlanCorpus;
import org.lockstep.kit.tlc.MeasuredOn;
import org.lockstep.nativeengine.LockstepNative;

/** The path cover of a model as a file from which the C++ engine is replayed without a JVM. */
public final class NativeCorpus {
  private NativeCorpus() {}

  /** As a replay in this process goes: the same paths, plans and rows. */
  public static PlanCorpus.Corpus of(Target target, StateGraph graph, long mostSteps) {
    NativeLibraries.absence()
        .ifPresent(
            reason -> {
              throw new UnusableInput("a corpus needs the C++ engine's numbers: " + reason);
            });
    return of(Modules.soundOnNative(target), target, graph, mostSteps);
  }

  private static <V extends Record> PlanCorpus.Corpus of(
      OnNative<?, V> module, Target target, StateGraph graph, long mostSteps) {
    List<Path> paths =
        PathCover.of(graph, PathCover.Options.standard().withAgent(module.alphabet()::agent));
    PlanCorpus.Head head =
        new PlanCorpus.Head(
            target.module(),
            target.name(),
            MeasuredOn.scan(target.entry().request(target.manifest())),
            module.threads(),
            module.config(),
            module.format().widths(),
            List.of(LockstepNative.actionNames(module.name())));
    try (NativePlans<V> plans = new NativePlans<>(module, Modules.SOUND)) {
      return PlanCorpus.of(head, graph, paths, plans, module.alphabet(), mostSteps);
    }
  }
}
