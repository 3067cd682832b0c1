package org.lockstep.gate.mutate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.fork.Child;
import org.lockstep.gate.fork.Lanes;
import org.lockstep.kit.manifest.Manifest;

/**
 * Mutants of an engine, replayed in processes of their own, one for each lane: a mutant that
 * crashes or hangs takes only its process along, and is killed by it.
 */
abstract class ForkedMutants implements MutantSource {
  /** Many times the whole cover of a module, on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final String engine;
  private final List<ReplayTarget> targets;
  private final Map<String, Listed> lists = new HashMap<>();
  private @Nullable Path folder;
  private final Map<String, List<Path>> graphs = new HashMap<>();
  private final Map<String, Deque<Child>> idle = new HashMap<>();
  private final Set<Child> started = new HashSet<>();

  /** The mutants of a module, and by their ids the models that can notice them. */
  private record Listed(List<Mutant> mutants, Map<String, String> models) {}

  ForkedMutants(String engine, List<ReplayTarget> targets) {
    this.engine = engine;
    this.targets = List.copyOf(targets);
  }

  @Override
  public final String where() {
    return engine;
  }

  @Override
  public final int lanes() {
    return Lanes.count();
  }

  @Override
  public final synchronized List<Mutant> list(Manifest manifest) {
    return lists.computeIfAbsent(manifest.module(), this::list).mutants();
  }

  private Listed list(String module) {
    Child running = process(module);
    JsonNode answer;
    try {
      answer = requireAnswer(running.ask(MutantWorker.LIST, LIMIT));
    } catch (Child.Lost lost) {
      throw new IllegalStateException(
          "the sound " + engine + " engine cannot be replayed in a process of its own", lost);
    }
    giveBack(module, running);
    List<Mutant> mutants = new ArrayList<>();
    Map<String, String> models = new HashMap<>();
    for (JsonNode entry : answer.path("mutants")) {
      String id = entry.path(0).asText();
      mutants.add(new Mutant(module, engine, id, entry.path(1).asText(), entry.path(2).asText()));
      models.put(id, entry.path(3).asText());
    }
    MutantBench.requireSome(mutants, "the " + engine + " " + module);
    return new Listed(mutants, models);
  }

  private synchronized String models(Mutant mutant) {
    Listed listed = lists.computeIfAbsent(mutant.module(), this::list);
    String models = listed.models().get(mutant.id());
    if (models == null) {
      throw new IllegalStateException("there is no mutant " + mutant.key());
    }
    return models;
  }

  @Override
  public final Kill tryToKill(Manifest manifest, Mutant mutant) {
    String request = MutantWorker.TRY + mutant.id() + " " + models(mutant);
    Child running = process(manifest.module());
    long start = System.nanoTime();
    String by = null;
    String step = null;
    try {
      JsonNode answer = requireAnswer(running.ask(request, LIMIT));
      by = answer.path("by").textValue();
      step = answer.path("step").textValue();
      if (answer.path("spent").asBoolean()) {
        end(running);
      } else {
        giveBack(manifest.module(), running);
      }
    } catch (Child.Lost lost) {
      by = lost.getMessage();
      end(running);
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

  /** One that is idle, or a new one: the caller's until it is given back or closed. */
  private synchronized Child process(String module) {
    Child waiting = idle.computeIfAbsent(module, m -> new ArrayDeque<>()).poll();
    if (waiting != null) {
      return waiting;
    }
    try {
      Child fresh = start(module);
      started.add(fresh);
      return fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot hand the graphs of " + module + " over", e);
    }
  }

  private Child start(String module) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(engine, module));
    graphs(module).forEach(graph -> arguments.add(graph.toString()));
    return new Child(MutantWorker.class, arguments, folder());
  }

  private synchronized void end(Child running) {
    running.close();
    started.remove(running);
  }

  private synchronized void giveBack(String module, Child running) {
    idle.computeIfAbsent(module, m -> new ArrayDeque<>()).push(running);
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

  /** Ends the processes; the next mutant gets a new one. */
  @Override
  public final synchronized void close() {
    started.forEach(Child::close);
    started.clear();
    idle.clear();
  }
}
