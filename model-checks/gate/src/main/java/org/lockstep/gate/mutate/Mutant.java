package org.lockstep.gate.mutate;

/**
 * A generated fault.
 *
 * @param module the module whose model or engine is changed
 * @param where {@code model}, or the name of an engine
 * @param id stable from run to run and readable, as in {@code Enter.drop-conjunct-2}
 * @param operator what kind of change it is, as in {@code drop-conjunct}
 * @param change what was changed, in words
 */
public record Mutant(String module, String where, String id, String operator, String change) {
  /** The name under which a manifest gives the reason why nothing kills it. */
  public String key() {
    return where + " " + id;
  }
}
