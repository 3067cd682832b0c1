/** The generated files. */
@NullMarked
package org.lockstep.gate.generate;

import org.jspecify.annotations.NullMarked;
