@NullMarked
package org.lockstep.pool.monitor;

import org.jspecify.annotations.NullMarked;
