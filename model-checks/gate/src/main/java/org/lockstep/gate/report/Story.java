package org.lockstep.gate.report;

import java.util.List;
import java.util.Map;

/**
 * A behaviour for a reader who goes through it step by step.
 *
 * @param id unique in a report, and the same in the next run; only letters, digits and dashes
 * @param kind planted fault, divergence or violation
 * @param text what went wrong, in words
 * @param file where the trace is, relative to the root of the checkout
 * @param lanes the threads, then the environment if it takes part
 * @param columns the states: the model's first, then those of engines
 * @param loopTo the state that follows the last one for ever, or -1
 */
public record Story(
    String id,
    String kind,
    String module,
    String name,
    String text,
    String file,
    List<String> lanes,
    List<Step> steps,
    List<Column> columns,
    int loopTo) {

  /** One step, in the lane of who takes it. */
  public record Step(String label, int lane) {}

  /**
   * The states of one implementation, beginning with the initial one; fewer than the model's where
   * it refused a step.
   *
   * @param end what came then, in words
   */
  public record Column(String name, List<Map<String, String>> states, String end) {}
}
