package org.lockstep.gate.mutate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.fork.Lanes;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.mutate.ModuleMutant;
import org.lockstep.kit.mutate.ModuleMutations;
import org.lockstep.kit.mutate.Mutations;

/** Mutants of the models: TLC on the small models, then the sound Java engine, must notice them. */
public final class ModelMutants implements MutantSource {
  public static final String WHERE = "model";

  /** Most mutants that one operator makes of one module: keeps the nightly run below its bound. */
  static final int MOST = 5;

  private static final String FAIRNESS = "weaken-fairness";

  private record Generated(Map<String, ModuleMutant> mutants) {}

  private final int most;
  private final EngineUnderTest engine = Engines.engine("java");
  private final Map<Path, Generated> generated = new ConcurrentHashMap<>();
  private final Map<Path, SoundModels> sound = new ConcurrentHashMap<>();

  public ModelMutants() {
    this(MOST);
  }

  ModelMutants(int most) {
    this.most = most;
  }

  @Override
  public String where() {
    return WHERE;
  }

  @Override
  public int lanes() {
    return Lanes.count();
  }

  @Override
  public List<Mutant> list(Manifest manifest) {
    return generated(manifest).mutants().values().stream()
        .map(m -> new Mutant(manifest.module(), WHERE, m.id(), m.operator(), m.change()))
        .toList();
  }

  private Generated generated(Manifest manifest) {
    return generated.computeIfAbsent(
        manifest.file(),
        file -> {
          Mutations all =
              new ModuleMutations(manifest.moduleFile(), SoundModels.specifications(manifest), most)
                  .generate();
          Map<String, ModuleMutant> mutants = new LinkedHashMap<>();
          all.mutants().forEach(mutant -> mutants.put(mutant.id(), mutant));
          return new Generated(mutants);
        });
  }

  @Override
  public Kill tryToKill(Manifest manifest, Mutant mutant) {
    long start = System.nanoTime();
    ModuleMutant changed = generated(manifest).mutants().get(mutant.id());
    if (changed == null) {
      throw new IllegalArgumentException("there is no mutant " + mutant.key());
    }
    SoundModels models = sound.computeIfAbsent(manifest.file(), file -> new SoundModels(manifest));
    try (Bench bench = new Bench(manifest, changed.text())) {
      ModelTrial trial = new ModelTrial(manifest, models, bench, engine);
      boolean fairness = mutant.operator().equals(FAIRNESS);
      Optional<ModelTrial.Noticed> noticed = fairness ? trial.ofFairness() : trial.ofActions();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (noticed.isPresent()) {
        return new Kill(mutant, true, noticed.get().by(), noticed.get().step(), seconds);
      }
      String seen = fairness || trial.isSameGraph() ? "same graph" : "another graph";
      return new Kill(mutant, false, seen + trial.undecided(), null, seconds);
    }
  }
}
