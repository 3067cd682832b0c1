/** Tests and fault variants. */
@NullMarked
package org.lockstep.encoding;

import org.jspecify.annotations.NullMarked;
