/** The lock's protocol of tickets, under the Java memory model: jcstress tests. */
@NullMarked
package org.lockstep.lock;

import org.jspecify.annotations.NullMarked;
