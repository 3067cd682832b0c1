/** The checks of this project and its command line. */
@NullMarked
package org.lockstep.gate;

import org.jspecify.annotations.NullMarked;
