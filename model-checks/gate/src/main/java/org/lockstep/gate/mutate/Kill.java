package org.lockstep.gate.mutate;

import org.jspecify.annotations.Nullable;

/**
 * What became of a mutant.
 *
 * @param by what noticed it: a property, a divergence, a crash; null if nothing did
 * @param step where it was noticed, if at a step
 */
public record Kill(
    Mutant mutant, boolean killed, @Nullable String by, @Nullable String step, double seconds) {}
