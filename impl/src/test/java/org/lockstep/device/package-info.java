/** Tests and fault variants. */
@NullMarked
package org.lockstep.device;

import org.jspecify.annotations.NullMarked;
