package org.lockstep.gate.report;

import java.util.List;

/**
 * What a property says, and who answers for it.
 *
 * @param claim the words above its definition
 * @param models the models in which it is checked and holds
 * @param faults the planted faults that violate it, or why there is none
 */
public record ClaimRow(
    String module, String claim, String property, List<String> models, String faults) {
  public ClaimRow {
    models = List.copyOf(models);
  }
}
