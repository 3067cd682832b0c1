/** The stream pool: {@code specs/StreamPool/StreamPool.tla} in Java. */
@NullMarked
package org.lockstep.pool;

import org.jspecify.annotations.NullMarked;
