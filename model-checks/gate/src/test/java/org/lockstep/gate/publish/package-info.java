/** The published forms of a run, tried on real runs and on what they must not garble. */
@NullMarked
package org.lockstep.gate.publish;

import org.jspecify.annotations.NullMarked;
