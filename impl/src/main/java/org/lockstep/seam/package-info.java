/** Where a replay takes hold of the engine: one call before each shared access, free when off. */
@NullMarked
package org.lockstep.seam;

import org.jspecify.annotations.NullMarked;
