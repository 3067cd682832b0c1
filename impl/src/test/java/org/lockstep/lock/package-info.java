/** Tests and fault variants. */
@NullMarked
package org.lockstep.lock;

import org.jspecify.annotations.NullMarked;
