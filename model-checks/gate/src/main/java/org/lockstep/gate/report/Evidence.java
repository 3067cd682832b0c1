package org.lockstep.gate.report;

import java.util.List;
import java.util.Map;

/**
 * A report with all that a reader may want to see of it.
 *
 * @param failures those of the report, with their places
 * @param skips what was left out
 * @param claims the properties in words, with the models of this run
 * @param pictures drawings of small state graphs (SVG), by model
 * @param replayables the traces of the run that can be replayed
 */
public record Evidence(
    Report report,
    List<Failure> failures,
    List<Skip> skips,
    List<ClaimRow> claims,
    List<ActionCoverage> actions,
    List<Story> stories,
    Map<String, String> pictures,
    List<Replayable> replayables) {

  /**
   * A trace that a test can replay.
   *
   * @param model the model or fault whose bounds it has
   * @param fault whether it is the counterexample of a deliberate fault, which sound engines refuse
   * @param json the trace as ITF
   * @param engines on which it says something
   */
  public record Replayable(
      String module, String model, boolean fault, String file, String json, List<String> engines) {}
}
