package org.lockstep.kit.manifest;

import java.util.List;
import org.lockstep.kit.tlc.CheckResult;

/** Compares runs with what the manifest promises. */
public final class Expectation {
  private Expectation() {}

  /**
   * How a run differs from its entry, one line each: exit code, violated name, and (with one worker
   * and no symmetry) counts and length of the counterexample; and whether the entry's numbers were
   * measured on other files.
   */
  public static List<String> compare(Entry entry, CheckResult result) {
    return entry.expected().differences(entry.name(), result);
  }
}
