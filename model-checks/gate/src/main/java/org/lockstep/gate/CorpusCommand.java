package org.lockstep.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.Corpora;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.replay.PlanCorpus.Corpus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep corpus}. */
@Command(
    name = "corpus",
    description =
        "Writes the paths that a replay takes, with what each step must lead to, as files from"
            + " which the C++ engine is replayed without a JVM (corpus_replay, also under"
            + " sanitizers).",
    mixinStandardHelpOptions = true)
final class CorpusCommand implements Callable<Integer> {
  @Option(names = "--module", paramLabel = "MODULE", description = "Only this module.")
  private @Nullable String module;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Only this model; by default every one that is replayed.")
  private @Nullable String model;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "So many steps of each at the most; by default all.")
  private long steps = Long.MAX_VALUE;

  @Option(
      names = "--out",
      paramLabel = "FILE-OR-DIR",
      description =
          "A file ending in .corpus, for one model, or a folder; by default"
              + " target/lockstep/corpus.")
  private @Nullable Path out;

  @Option(
      names = "--committed",
      description = "Writes the small ones that are committed, native/src/test/corpus, instead.")
  private boolean committed;

  @Option(
      names = "--check",
      description = "With --committed: only says which are stale; exits with 1 if any is.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new UnusableInput("--steps is at least 1, not " + steps);
    }
    if (check && !committed) {
      throw new UnusableInput("--check is about the committed files: add --committed");
    }
    if (committed && (model != null || out != null || steps != Long.MAX_VALUE)) {
      throw new UnusableInput(
          "--committed says by itself which models, how much of them, and where to");
    }
    Workspace workspace = Workspace.find();
    Corpora corpora = new Corpora(workspace);
    PrintWriter print = Output.of(spec).out();
    return (committed ? committed(workspace, corpora, print) : all(workspace, corpora, print))
        .code();
  }

  private ExitCode all(Workspace workspace, Corpora corpora, PrintWriter print) {
    Path to = out == null ? workspace.output().resolve("corpus") : out;
    boolean isFile = to.toString().endsWith(".corpus");
    var targets = corpora.targets(module, model);
    if (isFile && targets.size() > 1) {
      throw new UnusableInput(
          to + " is one file, for " + targets.size() + " models: name a folder, or one --model");
    }
    for (Target target : targets) {
      Path file = isFile ? to : to.resolve(target.name() + ".corpus");
      write(workspace, file, corpora.make(target, steps), print);
    }
    return ExitCode.HELD;
  }

  private ExitCode committed(Workspace workspace, Corpora corpora, PrintWriter print) {
    ExitCode worst = ExitCode.HELD;
    for (Target target : corpora.committed(module)) {
      Path file = corpora.committedFile(target);
      if (!check) {
        write(workspace, file, corpora.makeCommitted(target), print);
      } else if (corpora.isStale(target)) {
        print.println(
            "FAILED: "
                + workspace.shown(file)
                + " is stale: it does not follow from "
                + target
                + "; run ./lockstep corpus --committed");
        worst = worst.and(ExitCode.VIOLATED);
      }
    }
    return worst;
  }

  private static void write(Workspace workspace, Path file, Corpus corpus, PrintWriter print) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, corpus.text());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    print.printf(
        "wrote %s: %,d paths, %,d steps, %,d transitions, %,d states, %,d bytes%n",
        workspace.shown(file),
        corpus.paths(),
        corpus.steps(),
        corpus.transitions(),
        corpus.states(),
        corpus.text().length());
    print.flush();
  }
}
