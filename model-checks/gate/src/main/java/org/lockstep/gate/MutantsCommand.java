package org.lockstep.gate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.mutate.Kill;
import org.lockstep.gate.mutate.KillMatrix;
import org.lockstep.gate.mutate.MutantRun;
import org.lockstep.gate.mutate.MutantSource;
import org.lockstep.gate.mutate.MutantSources;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.gate.report.Tables;
import org.lockstep.kit.manifest.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lockstep mutants}. */
@Command(
    name = "mutants",
    description =
        "Generates faults in models and engines, one small change each, and demands that a check"
            + " notices every one of them.",
    mixinStandardHelpOptions = true)
final class MutantsCommand implements Callable<Integer> {
  @Option(names = "--only", paramLabel = "MODULE", description = "Only this module.")
  private @Nullable String only;

  @Option(
      names = "--where",
      paramLabel = "PLACE",
      description = "Only mutants of the model, or of this engine: model, java or native.")
  private @Nullable String where;

  @Option(names = "--id", paramLabel = "ID", description = "Only the mutant with this id.")
  private @Nullable String id;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Only every N-th mutant (default: all).")
  private int sample = 1;

  @Option(names = "--list", description = "Only says which mutants there are.")
  private boolean list;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Output.of(spec).out();
    MutantRun run = new MutantRun(sample, id, kill -> print(kill, out));
    List<FaultRow> rows = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (MutantSource source : MutantSources.named(where)) {
      try (source) {
        for (Manifest manifest : Workspace.find().manifests(only)) {
          if (manifest.absent().containsKey(source.where())) {
            continue; // for the reason that stands there
          }
          if (list) {
            source
                .list(manifest)
                .forEach(m -> out.println(m.module() + " " + m.key() + ": " + m.change()));
            continue;
          }
          KillMatrix matrix = run.run(source, manifest);
          rows.addAll(matrix.rows());
          matrix.failures().forEach(failure -> failures.add(manifest.module() + ": " + failure));
        }
      }
    }
    if (list) {
      return ExitCode.HELD.code();
    }
    if (rows.isEmpty()) {
      throw new UnusableInput(
          "there is no such mutant; ./lockstep mutants --list tells which there are");
    }
    out.println(Tables.kills(rows));
    failures.forEach(failure -> out.println("FAILED: " + failure));
    return (failures.isEmpty() ? ExitCode.HELD : ExitCode.VIOLATED).code();
  }

  private static synchronized void print(Kill kill, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-8s %s %s (%s): %s%s, %.1f s%n",
        kill.killed() ? "killed" : "ALIVE",
        kill.mutant().module(),
        kill.mutant().key(),
        kill.mutant().change(),
        kill.by(),
        kill.step() == null ? "" : " at " + kill.step(),
        kill.seconds());
    out.flush();
  }
}
