/** A device that is plain enough for Lincheck to follow. */
@NullMarked
package org.lockstep.device;

import org.jspecify.annotations.NullMarked;
