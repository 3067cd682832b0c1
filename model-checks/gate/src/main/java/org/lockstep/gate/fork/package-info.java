/** Processes of our own for what may crash or hang. */
@NullMarked
package org.lockstep.gate.fork;

import org.jspecify.annotations.NullMarked;
