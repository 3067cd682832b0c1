/** A lease pool as seen by JMX and Micrometer; neither is needed unless it is used. */
@NullMarked
package org.lockstep.pool.monitor;

import org.jspecify.annotations.NullMarked;
