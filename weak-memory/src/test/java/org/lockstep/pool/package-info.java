/** Another judge of the pools: Lincheck, with its own schedules and a sequential specification. */
@NullMarked
package org.lockstep.pool;

import org.jspecify.annotations.NullMarked;
