/** What executes work: queues, command buffers, and two devices without hardware. */
@NullMarked
package org.lockstep.device;

import org.jspecify.annotations.NullMarked;
