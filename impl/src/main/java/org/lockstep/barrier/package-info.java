/** Waiting for a device, and whose stream is whose: {@code specs/DeviceBarrier} in Java. */
@NullMarked
package org.lockstep.barrier;

import org.jspecify.annotations.NullMarked;
