/** Tests of what is tried in processes of its own. */
@NullMarked
package org.lockstep.gate.fork;

import org.jspecify.annotations.NullMarked;
