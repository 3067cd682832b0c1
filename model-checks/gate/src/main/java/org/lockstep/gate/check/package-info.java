/** The gate: what is checked, in which order, and what counts as a pass. */
@NullMarked
package org.lockstep.gate.check;

import org.jspecify.annotations.NullMarked;
