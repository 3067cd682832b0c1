/** The pools' protocols on words, under the Java memory model: jcstress tests. */
@NullMarked
package org.lockstep.pool;

import org.jspecify.annotations.NullMarked;
