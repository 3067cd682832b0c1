package org.lockstep.gate.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lockstep.gate.ExitCode;
import org.lockstep.gate.subject.Cfg;
import org.lockstep.kit.manifest.Expected;
import org.lockstep.kit.manifest.Fault;
import org.lockstep.kit.manifest.Manifest;
import org.lockstep.kit.manifest.Model;
import org.lockstep.kit.tlc.Outcome;

/**
 * Demands that every property of a module is violated by a planted fault: one that nothing violates
 * may hold for no reason. Reads files only, so that it is done before TLC starts.
 */
final class Vacuity {
  /** What TLC checks in every model, without a line in its cfg. */
  private static final String DEADLOCK = "Deadlock";

  /** Witnesses are meant to be violated by the sound model itself. */
  private static final String WITNESS = "Reach";

  private final Findings findings;

  Vacuity(Findings findings) {
    this.findings = findings;
  }

  /** Looks at all models of the module, also those of tiers that are not run. */
  void requireFaults(Manifest manifest) {
    findings.guard(manifest.module(), () -> compare(manifest));
  }

  private void compare(Manifest manifest) {
    Map<String, String> checked = checked(manifest);
    Set<String> violated = violated(manifest);
    Map<String, String> survivors = manifest.survivors();
    checked.forEach(
        (property, where) -> {
          if (!violated.contains(property) && !survivors.containsKey(property)) {
            fail(manifest, unviolated(property, where));
          }
        });
    for (String survivor : survivors.keySet()) {
      if (!checked.containsKey(survivor)) {
        fail(
            manifest,
            "\"survivors\" in manifest.json names "
                + survivor
                + ", which no model checks; take it out, or name one of "
                + checked.keySet());
      } else if (violated.contains(survivor)) {
        fail(
            manifest,
            "\"survivors\" in manifest.json excuses "
                + survivor
                + ", but a planted fault violates it; take it out");
      }
    }
  }

  private void fail(Manifest manifest, String why) {
    findings.fail(ExitCode.VIOLATED, manifest.module(), why);
  }

  private static String unviolated(String property, String where) {
    return "no planted fault violates "
        + property
        + ", which is checked in "
        + where
        + "; plant one under \"faults\" in manifest.json that does, or give the reason why none can"
        + " under \"survivors\"";
  }

  /** The properties, each with the first model that checks it. */
  private static Map<String, String> checked(Manifest manifest) {
    Map<String, String> checked = new TreeMap<>();
    checked.put(DEADLOCK, "every model");
    for (Model model : manifest.models()) {
      for (String property : properties(manifest.folder().resolve(model.cfg()))) {
        if (!property.startsWith(WITNESS)) {
          checked.putIfAbsent(property, model.cfg());
        }
      }
    }
    return checked;
  }

  private static Set<String> properties(Path cfg) {
    try {
      return new Cfg(cfg).properties();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + cfg, e);
    }
  }

  private static Set<String> violated(Manifest manifest) {
    Set<String> violated = new TreeSet<>();
    for (Fault fault : manifest.faults()) {
      Expected expected = fault.expected();
      if (expected.outcome() == Outcome.DEADLOCK) {
        violated.add(DEADLOCK);
      } else if (expected.violates() != null) {
        violated.add(expected.violates());
      }
    }
    return violated;
  }
}
