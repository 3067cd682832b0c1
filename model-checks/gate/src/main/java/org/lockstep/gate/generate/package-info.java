/** Files that are generated from a single source. */
@NullMarked
package org.lockstep.gate.generate;

import org.jspecify.annotations.NullMarked;
