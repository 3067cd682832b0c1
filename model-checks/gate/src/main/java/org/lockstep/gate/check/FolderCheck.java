package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Manifest;

/** TLC on every entry of one manifest, without engines. */
public final class FolderCheck {
  private final Manifest manifest;
  private final TierSet tiers;
  private final @Nullable Duration limit;
  private final ProgressBoard board;

  public FolderCheck(
      Manifest manifest, TierSet tiers, @Nullable Duration limit, ProgressBoard board) {
    this.manifest = manifest;
    this.tiers = tiers;
    this.limit = limit;
    this.board = board;
  }

  public ExitCode run(PrintWriter out) {
    List<Target> targets =
        Stream.concat(
                manifest.models().stream().filter(model -> tiers.contains(model.tier())),
                manifest.faults().stream())
            .map(entry -> new Target(manifest, entry))
            .toList();
    ExitCode worst = ExitCode.HELD;
    for (Run run : new ModelChecks(board, limit).run(targets)) {
      List<String> differences = run.differences();
      out.println(run.target() + ": " + run.result().summary());
      differences.forEach(difference -> out.println("FAILED: " + difference));
      worst = differences.isEmpty() ? worst : worst.and(run.verdict());
    }
    return worst;
  }
}
