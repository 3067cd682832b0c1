package org.lockstep.gate.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.engine.Target;
import org.lockstep.kit.manifest.Entry;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.MeasuredOn;

/** Writes measured numbers into a manifest; what it promises is never changed to fit a run. */
public final class Pin {
  private final TierSet tiers;
  private final boolean onlyStale;
  private final @Nullable Duration limit;
  private final ProgressBoard board;

  public Pin(TierSet tiers, boolean onlyStale, @Nullable Duration limit, ProgressBoard board) {
    this.tiers = tiers;
    this.onlyStale = onlyStale;
    this.limit = limit;
    this.board = board;
  }

  /** Pins each entry whose run is as promised, and refuses the others. */
  public ExitCode pin(Manifest manifest, PrintWriter out) {
    Manifest pinned = manifest;
    ExitCode worst = ExitCode.HELD;
    for (Run run : new ModelChecks(board, limit).run(targets(manifest))) {
      if (run.isAsPromised()) {
        pinned = pinned.measured(run.target().name(), run.result(), run.graph());
        out.println("pinned " + run.target() + ": " + run.result().summary());
      } else {
        out.println(
            "FAILED: " + run.target() + " is not pinned: " + String.join("; ", run.differences()));
        worst = worst.and(run.verdict());
      }
    }
    if (!pinned.equals(manifest)) {
      pinned.write();
    }
    out.flush();
    return worst;
  }

  private List<Target> targets(Manifest manifest) {
    return Stream.<Entry>concat(
            manifest.models().stream().filter(model -> tiers.contains(model.tier())),
            manifest.faults().stream())
        .filter(entry -> !onlyStale || isStale(manifest, entry))
        .map(entry -> new Target(manifest, entry))
        .toList();
  }

  private static boolean isStale(Manifest manifest, Entry entry) {
    boolean uncounted = entry instanceof Model model && model.replay() && model.actions().isEmpty();
    return uncounted
        || !MeasuredOn.scan(entry.request(manifest)).equals(entry.expected().measuredOn());
  }
}
