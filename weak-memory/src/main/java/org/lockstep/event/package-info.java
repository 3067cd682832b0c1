/** The event pool's protocol on words, under the Java memory model: jcstress tests. */
@NullMarked
package org.lockstep.event;

import org.jspecify.annotations.NullMarked;
