/**
 * Traces as files in the informal trace format (ITF) that Apalache and other tools read and write.
 */
@NullMarked
package org.lockstep.kit.itf;

import org.jspecify.annotations.NullMarked;
