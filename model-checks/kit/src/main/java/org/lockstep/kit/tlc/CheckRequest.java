package org.lockstep.kit.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What TLC is to check. Deadlock checking is always on.
 *
 * @param folders where modules are looked for, in this order; the first one holds the root module
 * @param module name of the root module, without {@code .tla}
 * @param workers number of TLC workers; temporal properties and graphs are always done with one
 * @param memory share of the heap that TLC may take for fingerprints
 * @param limit wall clock time after which the run is stopped and reported as not finished
 * @param cfgDecidesDeadlock whether CHECK_DEADLOCK FALSE in the cfg counts; else it is refused
 * @param mostStates generated states after which it is stopped likewise, looked at once a second
 */
public record CheckRequest(
    List<Path> folders,
    String module,
    Path cfg,
    int workers,
    double memory,
    ProgressListener listener,
    @Nullable Duration limit,
    boolean cfgDecidesDeadlock,
    long mostStates) {
  public CheckRequest {
    folders = List.copyOf(folders);
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("a check needs the folder of its root module " + module);
    }
    if (workers < 1) {
      throw new IllegalArgumentException("TLC needs at least one worker, not " + workers);
    }
    if (!(memory > 0 && memory <= 0.5)) {
      throw new IllegalArgumentException(
          "the share of the heap for fingerprints lies in (0, 0.5], not " + memory);
    }
  }

  /** The check of a root module, given as its {@code .tla} file, with one worker. */
  public static CheckRequest of(Path moduleFile, Path cfg) {
    String name = String.valueOf(moduleFile.getFileName());
    if (!name.endsWith(".tla")) {
      throw new IllegalArgumentException("the root module is a .tla file, not " + moduleFile);
    }
    Path folder = moduleFile.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("the root module lies in a folder, unlike " + moduleFile);
    }
    String module = name.substring(0, name.length() - ".tla".length());
    return new CheckRequest(
        List.of(folder), module, cfg, 1, 0.05, ProgressListener.NONE, null, false, Long.MAX_VALUE);
  }

  /** Looks for modules in these folders too, after those so far. */
  public CheckRequest searching(Path... more) {
    List<Path> all =
        Stream.concat(folders.stream(), Stream.of(more).map(p -> p.toAbsolutePath().normalize()))
            .toList();
    return new CheckRequest(
        all, module, cfg, workers, memory, listener, limit, cfgDecidesDeadlock, mostStates);
  }

  /**
   * Looks, after all others, in the folders beside this one that are named like a module which they
   * hold: a specification may refine that of another folder.
   */
  public CheckRequest searchingBeside(Path folder) {
    Path above = folder.toAbsolutePath().normalize().getParent();
    if (above == null) {
      return this;
    }
    try (Stream<Path> beside = Files.list(above)) {
      return searching(beside.filter(CheckRequest::holdsItsModule).sorted().toArray(Path[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + above, e);
    }
  }

  private static boolean holdsItsModule(Path folder) {
    return Files.isRegularFile(folder.resolve(folder.getFileName() + ".tla"));
  }

  /** The same with another cfg. */
  public CheckRequest with(Path other) {
    return new CheckRequest(
        folders, module, other, workers, memory, listener, limit, cfgDecidesDeadlock, mostStates);
  }

  public CheckRequest workers(int count) {
    return new CheckRequest(
        folders, module, cfg, count, memory, listener, limit, cfgDecidesDeadlock, mostStates);
  }

  public CheckRequest memory(double share) {
    return new CheckRequest(
        folders, module, cfg, workers, share, listener, limit, cfgDecidesDeadlock, mostStates);
  }

  public CheckRequest onProgress(ProgressListener heard) {
    return new CheckRequest(
        folders, module, cfg, workers, memory, heard, limit, cfgDecidesDeadlock, mostStates);
  }

  public CheckRequest limit(@Nullable Duration time) {
    return new CheckRequest(
        folders, module, cfg, workers, memory, listener, time, cfgDecidesDeadlock, mostStates);
  }

  /** Takes the cfg's word on deadlocks, as is right for specifications that others wrote. */
  public CheckRequest cfgDecidesDeadlock(boolean decides) {
    return new CheckRequest(
        folders, module, cfg, workers, memory, listener, limit, decides, mostStates);
  }

  /** Stops, as not finished, soon after so many states have been generated. */
  public CheckRequest mostStates(long most) {
    return new CheckRequest(
        folders, module, cfg, workers, memory, listener, limit, cfgDecidesDeadlock, most);
  }

  /** The root module's file, whether or not it exists. */
  public Path moduleFile() {
    return folders.get(0).resolve(module + ".tla");
  }

  /** What is missing on disk, as one message. */
  Optional<String> missing() {
    if (!Files.isRegularFile(moduleFile())) {
      return Optional.of("no module " + module + ": there is no file " + moduleFile());
    }
    if (!Files.isRegularFile(cfg)) {
      return Optional.of("no cfg for module " + module + ": there is no file " + cfg);
    }
    return Optional.empty();
  }
}
