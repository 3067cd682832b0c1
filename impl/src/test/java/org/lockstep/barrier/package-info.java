@NullMarked
package org.lockstep.barrier;

import org.jspecify.annotations.NullMarked;
