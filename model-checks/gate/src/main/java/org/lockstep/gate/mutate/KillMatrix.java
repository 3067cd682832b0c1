package org.lockstep.gate.mutate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lockstep.gate.report.FaultRow;
import org.lockstep.kit.manifest.Manifest;

/**
 * What became of the mutants of one module in one place.
 *
 * @param all every mutant there is, also those that were not tried
 * @param kills of the mutants that were tried
 */
public record KillMatrix(Manifest manifest, String where, List<Mutant> all, List<Kill> kills) {
  public KillMatrix {
    all = List.copyOf(all);
    kills = List.copyOf(kills);
  }

  public List<FaultRow> rows() {
    return kills.stream().map(this::row).toList();
  }

  private FaultRow row(Kill kill) {
    return new FaultRow(
        FaultRow.GENERATED,
        kill.mutant().module(),
        kill.mutant().id(),
        where,
        kill.killed(),
        kill.by(),
        kill.step(),
        0,
        0,
        kill.mutant().change(),
        kill.killed() ? null : manifest.unkilled().get(kill.mutant().key()),
        Math.round(kill.seconds() * 10) / 10.0);
  }

  /** One line for each survivor without a reason, and for each reason without a survivor. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    Map<String, String> reasons = manifest.unkilled();
    Set<String> killed = new HashSet<>();
    if (all.isEmpty()) {
      failures.add(
          "no mutant was generated for " + where + ": the operators find nothing to change");
    }
    for (Kill kill : kills) {
      String key = kill.mutant().key();
      if (kill.killed()) {
        killed.add(key);
      } else if (!reasons.containsKey(key)) {
        failures.add(
            "no check notices the mutant "
                + key
                + " ("
                + kill.mutant().change()
                + "; "
                + kill.by()
                + "); strengthen a property or a model, or give the reason why none can"
                + " under \"unkilled\" in manifest.json");
      }
    }
    Set<String> known = new HashSet<>(all.stream().map(Mutant::key).toList());
    for (String key : reasons.keySet()) {
      if (!key.startsWith(where + " ")) {
        continue;
      }
      if (!known.contains(key)) {
        failures.add(
            "\"unkilled\" in manifest.json names " + key + ", which is no mutant; take it out");
      } else if (killed.contains(key)) {
        failures.add(
            "\"unkilled\" in manifest.json excuses "
                + key
                + ", but a check notices it; take it out");
      }
    }
    return failures;
  }
}
