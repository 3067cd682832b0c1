@NullMarked
package org.lockstep.gate.mutate;

import org.jspecify.annotations.NullMarked;
