package org.lockstep.gate;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.FolderCheck;
import org.lockstep.gate.check.ProgressBoard;
import org.lockstep.gate.check.TierSet;
import org.lockstep.gate.check.TraceFiles;
import org.lockstep.gate.check.TraceText;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.tlc.CheckResult;
import org.lockstep.kit.tlc.Outcome;
import org.lockstep.kit.tlc.Tlc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lockstep check}. */
@Command(
    name = "check",
    description =
        "Checks any TLA+ specification with TLC, or every model of a folder with a manifest.json.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SPEC-OR-DIR",
      description = "A .tla file, or a folder with a manifest.json.")
  private Path what = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "CFG",
      description = "The cfg; by default the one named like the module.")
  private @Nullable Path config;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "TLC workers (${DEFAULT-VALUE}; temporal properties always get 1).")
  private int workers = 1;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "Stops after so long and exits with 3.")
  private @Nullable Integer limit;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description = "For a folder: small (default), push or deep.")
  private String tier = "small";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Output output = Output.of(spec);
    Duration bound = limit == null ? null : Duration.ofSeconds(limit);
    ExitCode code;
    if (Files.isDirectory(what)) {
      Manifest manifest = Manifest.read(what.resolve("manifest.json"));
      ProgressBoard board = new ProgressBoard(output.err());
      code = new FolderCheck(manifest, TierSet.named(tier), bound, board).run(output.out());
    } else {
      code = check(Specification.of(what, config), bound, output);
    }
    return code.code();
  }

  private ExitCode check(Specification specification, @Nullable Duration bound, Output output) {
    if (workers < 1) {
      throw new UnusableInput("--workers is at least 1, not " + workers);
    }
    ProgressBoard board = new ProgressBoard(output.err());
    CheckResult result =
        Tlc.check(
            specification
                .request()
                .workers(workers)
                .limit(bound)
                .onProgress(progress -> board.show(specification.name(), progress)));
    board.clear(specification.name());
    ExitCode code = code(result.outcome());
    if (code == ExitCode.UNUSABLE) {
      String why = result.messages().isEmpty() ? result.summary() : result.messages().get(0);
      output.err().println("lockstep: " + result.outcome() + ": " + why);
      return code;
    }
    print(result, specification, output.out());
    return code;
  }

  private static ExitCode code(Outcome outcome) {
    if (outcome == Outcome.HELD) {
      return ExitCode.HELD;
    }
    if (outcome == Outcome.NOT_FINISHED) {
      return ExitCode.NOT_FINISHED;
    }
    return outcome.isViolation() ? ExitCode.VIOLATED : ExitCode.UNUSABLE;
  }

  private static void print(CheckResult result, Specification specification, PrintWriter out) {
    Trace trace = result.counterexample();
    if (trace != null) {
      out.println(TraceText.of(trace));
      Path file =
          specification.output().resolve("traces").resolve(specification.name() + ".itf.json");
      TraceFiles.write(file, trace, specification.meta());
      out.println("Saved as " + file);
    }
    out.println(specification.name() + ": " + result.summary());
    if (result.outcome() == Outcome.HELD) {
      out.println("Checked within the bounds of " + specification.cfg() + ".");
    }
  }
}
