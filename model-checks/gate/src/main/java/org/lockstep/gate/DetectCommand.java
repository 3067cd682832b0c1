package org.lockstep.gate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.ValidationChecks;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.free.FaultTrials;
import org.lockstep.gate.report.FreeFaultRow;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep detect}. */
@Command(
    name = "detect",
    description =
        "Runs engines with planted faults freely, and demands that a recorded run, a thread that"
            + " does not end or a crash shows each of them.",
    mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "MODULE", description = "Only this module.")
  private @Nullable String only;

  @Option(names = "--engine", paramLabel = "ENGINE", description = "Only java or native.")
  private @Nullable String engine;

  @Option(names = "--fault", paramLabel = "NAME", description = "Only this fault.")
  private @Nullable String fault;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "So many events at most are tried of each fault (${DEFAULT-VALUE}).")
  private long events = FaultTrials.MOST_EVENTS;

  @Option(names = "--seed", paramLabel = "S", description = "By default a new one, printed.")
  private @Nullable Long seed;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Output.of(spec).out();
    long drawn = seed == null ? System.nanoTime() : seed;
    out.println("seed " + drawn);
    Workspace workspace = Workspace.find();
    int tried = 0;
    int wrong = 0;
    for (Manifest manifest : workspace.manifests(only)) {
      for (EngineUnderTest under : Engines.named(engine)) {
        try (FaultTrials trials = new FaultTrials(workspace, manifest.module(), under)) {
          for (Fault each : manifest.faults()) {
            if (!each.engines().contains(under.name())
                || (fault != null && !each.name().equals(fault))) {
              continue;
            }
            long begin = System.nanoTime();
            FreeFaultRow row = trials.run(each.name(), drawn, events);
            tried++;
            Optional<String> complaint = ValidationChecks.complaint(each, row);
            wrong += complaint.isPresent() ? 1 : 0;
            out.printf(
                Locale.ROOT,
                "%-8s %s %s on %s: %,d events, %.1f s; %s%n",
                row.seenBy(),
                row.module(),
                row.fault(),
                row.engine(),
                row.events(),
                (System.nanoTime() - begin) / 1e9,
                row.detail());
            complaint.ifPresent(why -> out.println("FAILED: " + why));
            out.flush();
          }
        }
      }
    }
    if (tried == 0) {
      throw new UnusableInput("there is no such fault on such an engine: see the manifests");
    }
    out.println(tried + " tried, " + wrong + " of them not as promised");
    return (wrong == 0 ? ExitCode.HELD : ExitCode.VIOLATED).code();
  }
}
