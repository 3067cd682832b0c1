/**
 * A second opinion on TLC: an explorer and a fairness check of our own over the next-state relation
 * that TLC evaluates.
 */
@NullMarked
package org.lockstep.kit.explore;

import org.jspecify.annotations.NullMarked;
