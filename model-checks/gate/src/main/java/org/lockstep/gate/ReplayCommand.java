package org.lockstep.gate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.FaultTrace;
import org.lockstep.gate.check.TraceFiles;
import org.lockstep.gate.engine.EngineUnderTest;
import org.lockstep.gate.engine.Engines;
import org.lockstep.gate.engine.FaultRun;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.itf.Itf;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.DivergenceTable;
import org.lockstep.kit.replay.ReplayResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep replay}. */
@Command(
    name = "replay",
    description = "Replays one trace on an engine, step by step.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "TRACE.itf.json", description = "A trace with the names of its actions.")
  private Path file = Path.of("");

  @Option(
      names = "--engine",
      required = true,
      paramLabel = "ENGINE",
      description = "java or native.")
  private String engine = "";

  @Option(
      names = "--fault",
      paramLabel = "NAME",
      description = "Drives the trace on the variant with this fault and says what harm it does.")
  private @Nullable String fault;

  @Option(
      names = "--module",
      paramLabel = "MODULE",
      description = "By default the one that the trace names.")
  private @Nullable String module;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "The model or fault with the trace's bounds; by default the one that the trace names.")
  private @Nullable String model;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UnusableInput("there is no file " + file);
    }
    Trace trace = FaultTrace.of(Itf.read(file));
    if (trace.labels().isEmpty()) {
      throw new UnusableInput(
          file + " does not name the actions of its steps, so no step can be taken");
    }
    EngineUnderTest under = Engines.engine(engine);
    under
        .absence()
        .ifPresent(
            reason -> {
              throw new UnusableInput("engine " + engine + ": " + reason);
            });
    Manifest manifest =
        Workspace.find().manifest(named("--module", module, trace, TraceFiles.MODULE));
    PrintWriter out = Output.of(spec).out();
    return (fault != null
            ? drive(under, manifest, fault, trace, out)
            : replay(under, manifest, trace, out))
        .code();
  }

  private ExitCode replay(EngineUnderTest under, Manifest manifest, Trace trace, PrintWriter out) {
    Target target = target(manifest, named("--model", model, trace, TraceFiles.MODEL));
    ReplayResult result = under.replay(target, trace);
    Divergence divergence = result.divergence();
    if (divergence != null) {
      out.println(DivergenceTable.render(divergence, under.alphabet(target.module())));
      return ExitCode.VIOLATED;
    }
    out.println(DivergenceTable.steps(trace, under.alphabet(target.module()), -1));
    out.println(
        "No divergence: the "
            + engine
            + " engine took all "
            + result.steps()
            + " steps, and its state was the model's after each.");
    return ExitCode.HELD;
  }

  private ExitCode drive(
      EngineUnderTest under, Manifest manifest, String name, Trace trace, PrintWriter out) {
    Target target = target(manifest, name);
    if (!(target.entry() instanceof Fault)) {
      throw new UnusableInput(
          name
              + " is a model, not a fault; the faults are "
              + manifest.faults().stream().map(Fault::name).toList());
    }
    FaultRun run = under.driveFault(target, trace, 1);
    out.println(DivergenceTable.steps(trace, under.alphabet(target.module()), -1));
    if (run.harm() != null) {
      out.println("Harm on the " + engine + " engine with " + name + ": " + run.harm());
      return ExitCode.VIOLATED;
    }
    out.println(
        "No harm observed on the "
            + engine
            + " engine with "
            + name
            + (run.problem() == null ? "." : ": " + run.problem()));
    return ExitCode.HELD;
  }

  private static Target target(Manifest manifest, String name) {
    try {
      return new Target(manifest, manifest.entry(name));
    } catch (IllegalArgumentException unknown) {
      throw new UnusableInput(String.valueOf(unknown.getMessage()));
    }
  }

  private String named(String option, @Nullable String given, Trace trace, String key) {
    String found = given != null ? given : trace.meta().get(key);
    if (found == null) {
      throw new UnusableInput(
          file + " does not say which " + key + " it is of; name it with " + option);
    }
    return found;
  }
}
