package org.lockstep.gate.mutate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.Target;
import org.lockstep.gate.fork.Lanes;
import org.lockstep.kit.cover.PathCover;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.Tlc;

/**
 * The mutants of an engine, each replayed along the covers of all replayed models of its module.
 */
final class EngineMutants implements MutantSource {
  private final String engine;
  private final Function<List<ReplayTarget>, ForkedMutants> make;
  private final Map<String, ForkedMutants> byModule = new HashMap<>();

  EngineMutants(String engine, Function<List<ReplayTarget>, ForkedMutants> make) {
    this.engine = engine;
    this.make = make;
  }

  @Override
  public String where() {
    return engine;
  }

  @Override
  public int lanes() {
    return Lanes.count();
  }

  @Override
  public List<Mutant> list(Manifest manifest) {
    return of(manifest).list(manifest);
  }

  @Override
  public Kill tryToKill(Manifest manifest, Mutant mutant) {
    return of(manifest).tryToKill(manifest, mutant);
  }

  private synchronized ForkedMutants of(Manifest manifest) {
    return byModule.computeIfAbsent(manifest.module(), module -> make.apply(targets(manifest)));
  }

  private List<ReplayTarget> targets(Manifest manifest) {
    PathCover.Options options =
        PathCover.Options.standard()
            .withAgent(Engines.engine(engine).alphabet(manifest.module())::agent);
    List<ReplayTarget> targets = new ArrayList<>();
    for (Model model : manifest.models()) {
      if (model.replay()) {
        StateGraph graph = Tlc.graph(model.request(manifest));
        targets.add(
            new ReplayTarget(new Target(manifest, model), graph, PathCover.of(graph, options)));
      }
    }
    return targets;
  }

  @Override
  public void close() {
    byModule.values().forEach(ForkedMutants::close);
    byModule.clear();
  }
}
