/** Judges of the tools that look where replays do not. */
@NullMarked
package org.lockstep.weak;

import org.jspecify.annotations.NullMarked;
