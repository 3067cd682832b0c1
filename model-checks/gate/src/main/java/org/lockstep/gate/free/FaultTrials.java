package org.lockstep.gate.free;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.Workspace;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.fork.Child;
import org.lockstep.gate.report.FreeFaultRow;

/**
 * Planted faults of a module, run freely on an engine in a process of their own: one that crashes,
 * or leaves threads behind, takes only that along. For one thread.
 */
public final class FaultTrials implements AutoCloseable {
  /** So many events of a fault are tried at most: many times what the rarest of them takes. */
  public static final long MOST_EVENTS = 500_000;

  /** Many times what so many events take on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final String module;
  private final EngineUnderTest engine;
  private final Path folder;
  private @Nullable Child child;

  public FaultTrials(Workspace workspace, String module, EngineUnderTest engine) {
    this.module = module;
    this.engine = engine;
    this.folder = workspace.output().resolve("runs");
  }

  /** What shows the fault, if something does. */
  public FreeFaultRow run(String fault, long seed, long events) {
    Child running = child();
    try {
      JsonNode answer = running.ask(fault + " " + seed + " " + events, LIMIT);
      if (answer.hasNonNull("failure")) {
        throw new IllegalStateException(
            "faults cannot be run freely: " + answer.path("failure").asText());
      }
      if (answer.path("spent").asBoolean()) {
        close();
      }
      return row(
          fault,
          answer.path("seenBy").asText(),
          answer.path("events").asLong(),
          answer.path("detail").asText());
    } catch (Child.Lost lost) {
      close();
      if (lost.isHung()) {
        throw new IllegalStateException(
            "no verdict on " + fault + " from seed " + seed + " on: " + lost.getMessage(), lost);
      }
      return row(fault, FreeFaultRow.CRASH, 0, "from seed " + seed + " on: " + lost.getMessage());
    }
  }

  private FreeFaultRow row(String fault, String seenBy, long events, String detail) {
    return new FreeFaultRow(module, fault, engine.name(), seenBy, events, detail);
  }

  private Child child() {
    if (child == null) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make " + folder + ": " + e.getMessage(), e);
      }
      Path file = folder.resolve(module + "-" + engine.name() + "-fault.ndjson");
      child = new Child(FaultWorker.class, List.of(engine.name(), module, file.toString()), folder);
    }
    return child;
  }

  /** Ends the process; the next fault gets a new one. */
  @Override
  public void close() {
    if (child != null) {
      child.close();
      child = null;
    }
  }
}
