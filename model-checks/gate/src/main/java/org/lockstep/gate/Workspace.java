package org.lockstep.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.manifest.Manifest;

/** Where this project's files lie. */
public record Workspace(Path root) {
  public Workspace {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * The checkout: named by the script through {@code lockstep.root}, else the nearest folder with
   * {@code specs}.
   */
  public static Workspace find() {
    String named = System.getProperty("lockstep.root");
    if (named != null) {
      return new Workspace(Path.of(named));
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("specs"))) {
        return new Workspace(folder);
      }
    }
    throw new UnusableInput(
        "no folder specs here or above: run ./lockstep of a checkout, or set -Dlockstep.root");
  }

  public Path specs() {
    return root.resolve("specs");
  }

  /** What runs leave behind. */
  public Path output() {
    return root.resolve("target").resolve("lockstep");
  }

  public Path reportFile() {
    return output().resolve("report.json");
  }

  /** Results that may be used again. */
  public Path kept() {
    return output().resolve("results");
  }

  public Path traces() {
    return output().resolve("traces");
  }

  /** The names of the model folders, sorted. */
  public List<String> modules() {
    if (!Files.isDirectory(specs())) {
      throw new UnusableInput("there is no folder " + specs());
    }
    try (Stream<Path> entries = Files.list(specs())) {
      return entries
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + specs(), e);
    }
  }

  public Manifest manifest(String module) {
    List<String> modules = modules();
    if (!modules.contains(module)) {
      throw new UnusableInput("no module " + module + " in " + specs() + "; there are " + modules);
    }
    return Manifest.read(specs().resolve(module).resolve("manifest.json"));
  }

  /** The manifests of all modules, or of the one named. */
  public List<Manifest> manifests(@Nullable String only) {
    List<Manifest> found =
        only == null ? modules().stream().map(this::manifest).toList() : List.of(manifest(only));
    if (found.isEmpty()) {
      throw new UnusableInput("nothing to check: " + specs() + " has no module folder");
    }
    return found;
  }

  /** A path as a reader of the output wants it: below the root without the root. */
  public String shown(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(root) ? root.relativize(absolute).toString() : absolute.toString();
  }
}
