package org.lockstep.kit.mutate;

/**
 * A module with one small change.
 *
 * @param id the definition, the operator of the change and a number: the same in every run
 * @param line where the changed definition begins
 * @param change what was changed, in words
 * @param text the whole changed module
 */
public record ModuleMutant(
    String id, String operator, String definition, int line, String change, String text) {}
