package org.lockstep.kit.manifest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.StateGraph;
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
    return compare(entry, result, null);
  }

  /** The same, and whether each action takes as many steps of the graph as is pinned. */
  public static List<String> compare(Entry entry, CheckResult result, @Nullable StateGraph graph) {
    List<String> differences = new ArrayList<>(entry.expected().differences(entry.name(), result));
    if (entry instanceof Model model) {
      differences.addAll(model.differences(graph));
    }
    return differences;
  }
}
