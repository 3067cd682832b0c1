/** Locks with ranks, in the order of {@code specs/lock-ranks.json}. */
@NullMarked
package org.lockstep.lock;

import org.jspecify.annotations.NullMarked;
