package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.NativeCorpus;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.replay.PlanCorpus.Corpus;
import org.lockstep.kit.tlc.Tlc;

/** The corpora of the C++ engine: one for each replayed model, and a small one per module. */
public final class Corpora {
  /** Keeps a committed file far below 200 KiB, whatever the module's rows. */
  private static final long COMMITTED_STEPS = 5_000;

  private final Workspace workspace;

  public Corpora(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The replayed models: of all modules or of one, all of them or one. */
  public List<Target> targets(@Nullable String module, @Nullable String model) {
    List<Target> targets =
        workspace.manifests(module).stream()
            .flatMap(manifest -> replayed(manifest).stream())
            .filter(target -> model == null || target.name().equals(model))
            .toList();
    if (targets.isEmpty()) {
      throw new UnusableInput(
          "no model "
              + (model == null ? "" : model + " ")
              + "is replayed"
              + (module == null ? "" : " of module " + module)
              + "; there are "
              + workspace.manifests(module).stream()
                  .flatMap(manifest -> replayed(manifest).stream())
                  .map(Target::name)
                  .toList());
    }
    return targets;
  }

  private static List<Target> replayed(Manifest manifest) {
    return manifest.models().stream()
        .filter(Model::replay)
        .map(model -> new Target(manifest, model))
        .toList();
  }

  /** Explores the model and writes its paths down. */
  public Corpus make(Target target, long mostSteps) {
    return NativeCorpus.of(target, explore(target), mostSteps);
  }

  /**
   * The models whose corpora are committed, cut short: the first replayed one of each module, which
   * is its general one.
   */
  public List<Target> committed(@Nullable String module) {
    return workspace.manifests(module).stream()
        .map(manifest -> replayed(manifest).stream().findFirst())
        .flatMap(Optional::stream)
        .toList();
  }

  /** A small corpus for who has no JVM. */
  public Corpus makeCommitted(Target target) {
    return make(target, COMMITTED_STEPS);
  }

  private static StateGraph explore(Target target) {
    return Tlc.graph(target.entry().request(target.manifest()));
  }

  public Path committedFile(Target target) {
    return workspace.root().resolve("native/src/test/corpus/" + target.module() + ".corpus");
  }

  /** Whether the committed file is what the model and the engine's interface give today. */
  public boolean isStale(Target target) {
    return isStale(target, explore(target));
  }

  /** The same with the graph of the model, for who has it. */
  boolean isStale(Target target, StateGraph graph) {
    Path file = committedFile(target);
    try {
      return !Files.isRegularFile(file)
          || !Files.readString(file).equals(NativeCorpus.of(target, graph, COMMITTED_STEPS).text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
