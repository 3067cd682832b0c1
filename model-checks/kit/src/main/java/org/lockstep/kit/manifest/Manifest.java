package org.lockstep.kit.manifest;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.tlc.CheckResult;

/**
 * A model folder's {@code manifest.json}.
 *
 * @param file where it was read from
 * @param module the module that the folder is about
 * @param abstractVariables variables that no engine has a counterpart of
 * @param historyVariables variables that only record what happened
 * @param environment actions that no thread of the program takes
 * @param client actions by which a thread starts an operation
 * @param absent parts of the one-name-five-places rule that are missing, with the reason
 * @param survivors properties that no planted fault violates, with the reason
 */
public record Manifest(
    Path file,
    String module,
    List<String> abstractVariables,
    List<String> historyVariables,
    List<String> environment,
    List<String> client,
    List<Model> models,
    List<Fault> faults,
    Map<String, String> absent,
    Map<String, String> survivors) {
  public Manifest {
    abstractVariables = List.copyOf(abstractVariables);
    historyVariables = List.copyOf(historyVariables);
    environment = List.copyOf(environment);
    client = List.copyOf(client);
    models = List.copyOf(models);
    faults = List.copyOf(faults);
    absent = Collections.unmodifiableMap(new LinkedHashMap<>(absent));
    survivors = Collections.unmodifiableMap(new LinkedHashMap<>(survivors));
  }

  /** Reads a manifest strictly: whatever is unknown, missing or contradictory in it is an error. */
  public static Manifest read(Path file) {
    return ManifestReader.read(file);
  }

  /** Writes the manifest back to its file, in one step. */
  public void write() {
    ManifestWriter.write(this, file);
  }

  public Path folder() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IllegalStateException("a manifest lies in a folder, unlike " + file);
    }
    return folder;
  }

  /** The module's own file. */
  public Path moduleFile() {
    return folder().resolve(module + ".tla");
  }

  /** The models, then the faults. */
  public List<Entry> entries() {
    return Stream.<Entry>concat(models.stream(), faults.stream()).toList();
  }

  public Entry entry(String name) {
    return entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    file + " has no model or fault " + name + "; it has " + names()));
  }

  private List<String> names() {
    return entries().stream().map(Entry::name).toList();
  }

  /** The same manifest with the numbers of a run in one entry. */
  public Manifest measured(String name, CheckResult result) {
    return measured(name, result, null);
  }

  /** The same, with the steps of each action counted in the graph that the run left. */
  public Manifest measured(String name, CheckResult result, @Nullable StateGraph graph) {
    Expected expected = entry(name).expected().measured(result);
    return new Manifest(
        file,
        module,
        abstractVariables,
        historyVariables,
        environment,
        client,
        models.stream().map(m -> m.name().equals(name) ? m.measured(result, graph) : m).toList(),
        faults.stream().map(f -> f.name().equals(name) ? f.with(expected) : f).toList(),
        absent,
        survivors);
  }
}
