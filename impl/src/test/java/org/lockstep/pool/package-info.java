/** Tests and fault variants. */
@NullMarked
package org.lockstep.pool;

import org.jspecify.annotations.NullMarked;
