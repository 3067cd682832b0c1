package org.lockstep.gate;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.CfgFolder;
import org.lockstep.gate.check.CollectionCheck;
import org.lockstep.gate.check.FolderCheck;
import org.lockstep.gate.check.ProgressBoard;
import org.lockstep.gate.check.TierSet;
import org.lockstep.gate.check.TraceFiles;
import org.lockstep.gate.check.TraceText;
import org.lockstep.kit.manifest.CollectionManifest;
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
    description = {
      "Checks any TLA+ specification with TLC, or every model of a folder.",
      "A folder may have a manifest.json of Lockstep or in the form of the tlaplus/Examples"
          + " collection, old or new; without one, each cfg must hold with the module that its name"
          + " begins with. Expected failures are successes; one line per model."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Outside this checkout CHECK_DEADLOCK FALSE counts; in it, it is refused.",
      "Exit codes: 0 as expected, 1 violated or not as expected, 2 unusable, 3 not finished."
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC-OR-DIR", description = "A .tla file, or a folder.")
  private Path what = Path.of("");

  @Option(
      names = "--config",
      paramLabel = "CFG",
      description = "The cfg of a .tla file; by default the one named like the module.")
  private @Nullable Path config;

  @Option(
      names = "--library",
      paramLabel = "DIR",
      description =
          "Looks for modules there too, as for the community modules; may be given more than once."
              + " Java overrides are not loaded.")
  private List<Path> libraries = List.of();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "TLC workers (${DEFAULT-VALUE}; temporal properties always get 1).")
  private int workers = 1;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      description = "Stops each run of TLC after so long; it then counts as not finished.")
  private @Nullable Integer limit;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      description =
          "For a folder with a manifest: small (default), push or deep. Of a collection they run"
              + " the models that take up to 30 s, up to 10 min, or all.")
  private String tier = "small";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Output output = Output.of(spec);
    if (workers < 1) {
      throw new UnusableInput("--workers is at least 1, not " + workers);
    }
    for (Path library : libraries) {
      if (!Files.isDirectory(library)) {
        throw new UnusableInput("--library names no folder: " + library);
      }
    }
    Duration bound = limit == null ? null : Duration.ofSeconds(limit);
    ExitCode code =
        Files.isDirectory(what)
            ? folder(bound, output)
            : check(Specification.of(what, config), bound, output);
    return code.code();
  }

  private ExitCode folder(@Nullable Duration bound, Output output) {
    if (config != null) {
      throw new UnusableInput("--config goes with a .tla file, and " + what + " is a folder");
    }
    ProgressBoard board = new ProgressBoard(output.err());
    TierSet tiers = TierSet.named(tier);
    Path file = what.resolve("manifest.json");
    if (!Files.isRegularFile(file)) {
      var settings = new CollectionCheck.Settings(workers, libraries, null, bound);
      return new CollectionCheck(settings, board, output.out()).run(CfgFolder.models(what));
    }
    if (!CollectionManifest.isOne(file)) {
      return new FolderCheck(Manifest.read(file), tiers, bound, board).run(output.out());
    }
    Duration longest = tiers.longest();
    Duration ample = longest == null ? null : longest.multipliedBy(2);
    var settings =
        new CollectionCheck.Settings(workers, libraries, longest, bound == null ? ample : bound);
    return new CollectionCheck(settings, board, output.out())
        .run(CollectionManifest.read(file).models());
  }

  private ExitCode check(Specification specification, @Nullable Duration bound, Output output) {
    ProgressBoard board = new ProgressBoard(output.err());
    CheckResult result =
        Tlc.check(
            specification
                .request()
                .searching(libraries.toArray(Path[]::new))
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
