/** Tests and fault variants. */
@NullMarked
package org.lockstep.seam;

import org.jspecify.annotations.NullMarked;
