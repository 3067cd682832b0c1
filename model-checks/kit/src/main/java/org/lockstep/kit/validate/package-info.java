/**
 * Whether what was recorded of free threads is a behaviour of the model: a search for an order of
 * the events that keeps to their times and to the model's next-state relation.
 */
@NullMarked
package org.lockstep.kit.validate;

import org.jspecify.annotations.NullMarked;
