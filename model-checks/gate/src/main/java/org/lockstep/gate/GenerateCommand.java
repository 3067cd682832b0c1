package org.lockstep.gate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.check.TracePages;
import org.lockstep.gate.generate.Generate;
import org.lockstep.gate.generate.Generated;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep generate}. */
@Command(
    name = "generate",
    description =
        "Writes the generated files: the lock ranks in three languages, the list of actions for the"
            + " C++ compiler, the pages of claims, correspondence and bounds, the traces in the"
            + " dossiers, the results on the front page, what free"
            + " threads did and which tool sees which fault.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Option(names = "--check", description = "Only says what is stale; exits with 1 if anything is.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Workspace workspace = Workspace.find();
    PrintWriter out = Output.of(spec).out();
    Generate generate = new Generate(workspace);
    List<Generated> files = new ArrayList<>(generate.all());
    files.addAll(new TracePages(workspace).files());
    if (!check) {
      files.addAll(generate.measured());
    }
    List<Generated> stale = Generate.stale(files);
    for (Generated generated : stale) {
      String file = workspace.shown(generated.file());
      String source = workspace.shown(generated.source());
      if (check) {
        out.println(
            "FAILED: "
                + file
                + " is stale: it does not follow from "
                + source
                + "; run ./lockstep generate");
      } else {
        Generate.write(generated);
        out.println("wrote " + file + " from " + source);
      }
    }
    if (stale.isEmpty()) {
      out.println("Every generated file is up to date.");
    }
    return (check && !stale.isEmpty() ? ExitCode.VIOLATED : ExitCode.HELD).code();
  }
}
