/**
 * Runs of the engines that nobody controls, and their records: each thread writes its own log at
 * the step points of the seam, and the kit searches for an order of all logs that the model allows.
 */
@NullMarked
package org.lockstep.gate.free;

import org.jspecify.annotations.NullMarked;
