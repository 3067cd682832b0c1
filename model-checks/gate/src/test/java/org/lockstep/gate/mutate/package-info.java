/** Tests of generated faults. */
@NullMarked
package org.lockstep.gate.mutate;

import org.jspecify.annotations.NullMarked;
