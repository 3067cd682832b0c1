package org.lockstep.gate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.free.FreeRunFailed;
import org.lockstep.gate.free.FreeRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep record}. */
@Command(
    name = "record",
    description = "Runs an engine with threads that nobody controls, and records what they do.",
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  @Option(names = "--module", required = true, paramLabel = "MODULE", description = "Whose engine.")
  private String module = "";

  @Option(
      names = "--engine",
      required = true,
      paramLabel = "ENGINE",
      description = "java or native.")
  private String engine = "";

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Runs the variant with this fault instead of the engine as it ships.")
  private String fault = "sound";

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Rounds are recorded until there are so many events (${DEFAULT-VALUE}).")
  private long events = 100_000;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Of all that the clients draw; the schedule is nobody's. By default a new one, which is"
              + " printed.")
  private @Nullable Long seed;

  @Option(names = "--to", paramLabel = "FILE", description = "By default target/lockstep/runs/...")
  private @Nullable Path to;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (events < 1) {
      throw new UnusableInput("--events is at least 1, not " + events);
    }
    Output output = Output.of(spec);
    EngineUnderTest under = Engines.engine(engine);
    under
        .absence()
        .ifPresent(
            reason -> {
              throw new UnusableInput("engine " + engine + ": " + reason);
            });
    FreeRuns runs = new FreeRuns(Workspace.find());
    long drawn = seed == null ? System.nanoTime() : seed;
    Path file = to == null ? runs.file(module, under, fault) : to;
    output.out().println("seed " + drawn);
    Optional<FreeRunFailed> failed = runs.record(module, under, fault, drawn, events, file);
    if (failed.isPresent()) {
      String how = failed.get().getMessage();
      output.out().println("VIOLATED: " + module + " on " + engine + ": " + how);
      return ExitCode.VIOLATED.code();
    }
    output.out().println("wrote " + file + "; now: ./lockstep validate " + file);
    return ExitCode.HELD.code();
  }
}
