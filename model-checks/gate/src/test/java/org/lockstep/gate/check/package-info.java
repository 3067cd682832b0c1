/** The checks of the gate, tried on what they must find. */
@NullMarked
package org.lockstep.gate.check;

import org.jspecify.annotations.NullMarked;
