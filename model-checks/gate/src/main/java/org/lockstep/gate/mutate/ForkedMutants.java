package org.lockstep.gate.mutate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.manifest.Manifest;

/**
 * Mutants of an engine, replayed in a process of their own: one that crashes or hangs takes only
 * that process along, and is killed by it.
 */
abstract class ForkedMutants implements MutantSource {
  /** Many times the whole cover of a module, on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final String engine;
  private final List<ReplayTarget> targets;
  private final Map<String, List<Mutant>> lists = new HashMap<>();
  private @Nullable Path folder;
  private final Map<String, List<Path>> graphs = new HashMap<>();
  private @Nullable MutantProcess process;
  private String processModule = "";

  ForkedMutants(String engine, List<ReplayTarget> targets) {
    this.engine = engine;
    this.targets = List.copyOf(targets);
  }

  @Override
  public final String where() {
    return engine;
  }

  @Override
  public final List<Mutant> list(Manifest manifest) {
    return lists.computeIfAbsent(manifest.module(), this::list);
  }

  private List<Mutant> list(String module) {
    JsonNode answer;
    try {
      answer = requireAnswer(process(module).ask(MutantWorker.LIST, LIMIT));
    } catch (MutantProcess.Lost lost) {
      throw new IllegalStateException(
          "the sound " + engine + " engine cannot be replayed in a process of its own", lost);
    }
    List<Mutant> mutants = new ArrayList<>();
    for (JsonNode entry : answer.path("mutants")) {
      mutants.add(
          new Mutant(
              module,
              engine,
              entry.path(0).asText(),
              entry.path(1).asText(),
              entry.path(2).asText()));
    }
    return MutantBench.requireSome(mutants, "the " + engine + " " + module);
  }

  @Override
  public final Kill tryToKill(Manifest manifest, Mutant mutant) {
    MutantProcess running = process(manifest.module());
    long start = System.nanoTime();
    String by = null;
    String step = null;
    try {
      JsonNode answer = requireAnswer(running.ask(MutantWorker.TRY + mutant.id(), LIMIT));
      by = answer.path("by").textValue();
      step = answer.path("step").textValue();
      if (answer.path("spent").asBoolean()) {
        close();
      }
    } catch (MutantProcess.Lost lost) {
      by = lost.getMessage();
      close();
    }
    return new Kill(mutant, by != null, by, step, (System.nanoTime() - start) / 1e9);
  }

  private static JsonNode requireAnswer(JsonNode answer) {
    if (answer.hasNonNull("failure")) {
      throw new IllegalStateException(
          "mutants cannot be tried: " + answer.path("failure").asText());
    }
    return answer;
  }

  private MutantProcess process(String module) {
    if (process == null || !processModule.equals(module)) {
      close();
      try {
        process = new MutantProcess(engine, module, graphs(module), folder());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot hand the graphs of " + module + " over", e);
      }
      processModule = module;
    }
    return process;
  }

  private List<Path> graphs(String module) throws IOException {
    List<Path> known = graphs.get(module);
    if (known != null) {
      return known;
    }
    List<Path> files = new ArrayList<>();
    for (ReplayTarget target : targets) {
      if (target.target().module().equals(module)) {
        Path file = folder().resolve(target.target().name() + ".graph");
        GraphFile.write(target, file);
        files.add(file);
      }
    }
    if (files.isEmpty()) {
      throw new IllegalStateException("no model of " + module + " is replayed: nothing kills");
    }
    graphs.put(module, files);
    return files;
  }

  private Path folder() throws IOException {
    if (folder == null) {
      Path made = Files.createTempDirectory("lockstep-mutants-" + engine);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
      folder = made;
    }
    return folder;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  /** Ends the process; the next mutant gets a new one. */
  @Override
  public final void close() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
