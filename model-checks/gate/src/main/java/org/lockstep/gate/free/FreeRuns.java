package org.lockstep.gate.free;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lockstep.gate.UnusableInput;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;

/** Recorded runs: what can be recorded, and where it is kept. */
public final class FreeRuns {
  private static final List<FreeModule> MODULES =
      List.of(
          new FreeLeasePool(),
          new FreeStreamPool(),
          new FreeCommandStream(),
          new FreeEventPool(),
          new FreeDeviceBarrier(),
          new FreeEncodingLock());

  /** So many groups of calls by each client of a round: some hundred events of each. */
  private static final int CALLS = 20;

  /** When the cost of recording is measured: rounds so long that no start counts. */
  private static final int TIMED_CALLS = 300;

  /** Rows of the matrices that a client multiplies beside each call: some ten microseconds. */
  private static final int WORKLOAD = 24;

  private final Workspace workspace;

  public FreeRuns(Workspace workspace) {
    this.workspace = workspace;
  }

  /** The modules with clients for free runs. */
  public static List<String> modules() {
    return MODULES.stream().map(FreeModule::name).toList();
  }

  static FreeModule module(String name) {
    return MODULES.stream()
        .filter(module -> module.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnusableInput(
                    "there are no clients for free runs of "
                        + name
                        + "; there are for "
                        + modules()));
  }

  /** The module and the cfg whose behaviours a module's recorded runs must be. */
  public static List<Path> files(Path specs, String module) {
    Path free = specs.resolve("free").resolve("Free" + module);
    return List.of(
        free.resolveSibling(free.getFileName() + ".tla").normalize(),
        free.resolveSibling(free.getFileName() + ".cfg").normalize());
  }

  private static Recorder recorder(EngineUnderTest engine) {
    return engine.name().equals("java") ? new JavaRecorder() : new NativeRecorder();
  }

  /** Where a run is kept. */
  public Path file(String module, EngineUnderTest engine, String variant) {
    String suffix = variant.equals(Recorder.SOUND) ? "" : "-" + variant;
    return workspace
        .output()
        .resolve("runs")
        .resolve(module + "-" + engine.name() + suffix + ".ndjson");
  }

  /**
   * Records a run, whole or not at all.
   *
   * @return why there is none: a thread that was stuck, or something unexpected; empty if there is
   */
  public Optional<FreeRunFailed> record(
      String module, EngineUnderTest engine, String variant, long seed, long events, Path file) {
    return record(module, engine, variant, seed, events, file, Recorder.PATIENCE);
  }

  Optional<FreeRunFailed> record(
      String module,
      EngineUnderTest engine,
      String variant,
      long seed,
      long events,
      Path file,
      Duration patience) {
    Path folder = file.toAbsolutePath().getParent();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try {
        recorder(engine)
            .record(
                new Recorder.Request(
                    module(module),
                    variant,
                    variant.equals(Recorder.SOUND) ? engine.soundCode() : engine.faultyCode(),
                    seed,
                    events,
                    CALLS,
                    true,
                    0,
                    patience),
                part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
      } catch (FreeRunFailed failed) {
        return Optional.of(failed);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a free run was recorded", e);
    }
  }

  /** What recording costs clients that work as those of a stress test do, in percent. */
  public double overheadPercent(String module, EngineUnderTest engine, long seed, int rounds) {
    return overheadPercent(module, engine, seed, rounds, WORKLOAD);
  }

  /** What it costs clients that do nothing but call the engine. */
  public double bareOverheadPercent(String module, EngineUnderTest engine, long seed, int rounds) {
    return overheadPercent(module, engine, seed, rounds, 0);
  }

  private double overheadPercent(
      String module, EngineUnderTest engine, long seed, int rounds, int workload) {
    try {
      return recorder(engine).overheadPercent(module(module), seed, rounds, TIMED_CALLS, workload);
    } catch (FreeRunFailed failed) {
      throw new IllegalStateException(failed.getMessage(), failed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while free runs were timed", e);
    }
  }
}
