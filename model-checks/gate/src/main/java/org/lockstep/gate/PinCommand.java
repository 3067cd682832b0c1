package org.lockstep.gate;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.Pin;
import org.lockstep.gate.check.ProgressBoard;
import org.lockstep.gate.check.TierSet;
import org.lockstep.kit.manifest.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep pin}. */
@Command(
    name = "pin",
    description = "Measures the models and faults and writes the numbers into their manifests.",
    mixinStandardHelpOptions = true)
final class PinCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "MODULE", description = "Only this module.")
  private @Nullable String only;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description = "small, push or deep (default: all).")
  private String tier = "deep";

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "Stops a check after so long; it is then not pinned.")
  private @Nullable Integer limit;

  @Option(
      names = "--stale",
      description = "Only the entries whose files have changed since they were measured.")
  private boolean stale;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Output output = Output.of(spec);
    Duration bound = limit == null ? null : Duration.ofSeconds(limit);
    Pin pin = new Pin(TierSet.named(tier), stale, bound, new ProgressBoard(output.err()));
    ExitCode worst = ExitCode.HELD;
    for (Manifest manifest : Workspace.find().manifests(only)) {
      worst = worst.and(pin.pin(manifest, output.out()));
    }
    return worst.code();
  }
}
