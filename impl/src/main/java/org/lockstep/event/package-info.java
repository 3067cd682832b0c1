/** Events, which tell how far streams have come, and the pool in which they are used again. */
@NullMarked
package org.lockstep.event;

import org.jspecify.annotations.NullMarked;
