package org.lockstep.gate;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            + " dossiers, the results on the front page.",
    mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
  @Option(names = "--check", description = "Only says what is stale; exits with 1 if anything is.")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Workspace workspace = Workspace.find();
    PrintWriter out = Output.of(spec).out();
    List<Generated> stale =
        Stream.concat(
                Generate.stale(new Generate(workspace).all()).stream(),
                Generate.stale(new TracePages(workspace).files()).stream())
            .toList();
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
