package org.lockstep.gate.mutate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.tlc.CheckRequest;

/** A copy of a model folder's modules in which one is changed; gone when closed. */
final class Bench implements AutoCloseable {
  private final Manifest manifest;
  private final Path folder;

  Bench(Manifest manifest, String changedModule) {
    this.manifest = manifest;
    try {
      folder = Files.createTempDirectory("lockstep-mutant-");
      try (Stream<Path> files = Files.list(manifest.folder())) {
        for (Path file : files.filter(f -> f.toString().endsWith(".tla")).toList()) {
          Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
      }
      Files.writeString(folder.resolve(manifest.module() + ".tla"), changedModule);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set up a mutant of " + manifest.module(), e);
    }
  }

  /** The check of a model of the manifest, on the changed modules. */
  CheckRequest request(Entry entry) {
    return CheckRequest.of(folder.resolve(entry.module()), manifest.folder().resolve(entry.cfg()))
        .searchingBeside(manifest.folder());
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
