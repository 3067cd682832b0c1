package org.lockstep.gate;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.TierSet;
import org.lockstep.gate.check.Verify;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep verify}. */
@Command(
    name = "verify",
    description =
        "Checks every model, replays every transition on the engines, and demands that every"
            + " planted fault is caught.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description = "small (default), push (small + push + live) or deep (all).")
  private String tier = "small";

  @Option(names = "--only", paramLabel = "MODULE", description = "Only this module.")
  private @Nullable String only;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description = "Only this engine: java or native. Without it both must be there.")
  private @Nullable String engine;

  @Option(
      names = "--fault-runs",
      paramLabel = "N",
      description =
          "How often a fault's counterexample is driven on a faulty engine (${DEFAULT-VALUE}).")
  private int faultRuns = Report.FULL_FAULT_RUNS;

  @Option(
      names = "--fresh",
      description =
          "Takes no result of an earlier run. Without it, a result whose key (the hash of modules,"
              + " cfg, TLC, kit and engine code) is unchanged is not computed again.")
  private boolean fresh;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description =
          "Stops a check of TLC after so long; it then counts as not finished. By default 180 for the"
              + " small tier and faults, 600 for push and live, 7200 for deep.")
  private @Nullable Integer limit;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Workspace workspace = Workspace.find();
    Verify.Request request =
        new Verify.Request(
            workspace,
            workspace.manifests(only),
            TierSet.named(tier),
            Engines.named(engine),
            faultRuns,
            !fresh,
            limit == null ? null : Duration.ofSeconds(limit));
    Output output = Output.of(spec);
    return new Verify(request, output.out(), output.err()).run().exitCode();
  }
}
