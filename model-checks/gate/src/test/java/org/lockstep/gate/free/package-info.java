@NullMarked
package org.lockstep.gate.free;

import org.jspecify.annotations.NullMarked;
