/** Tests and fault variants. */
@NullMarked
package org.lockstep;

import org.jspecify.annotations.NullMarked;
