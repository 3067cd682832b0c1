/** What the engines show of themselves. */
@NullMarked
package org.lockstep.gate.engine;

import org.jspecify.annotations.NullMarked;
