/** How a stream's failure is told once, under the Java memory model: jcstress tests. */
@NullMarked
package org.lockstep.barrier;

import org.jspecify.annotations.NullMarked;
