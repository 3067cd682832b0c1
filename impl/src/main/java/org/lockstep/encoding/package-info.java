/** Encoding work through shared kernels: {@code specs/EncodingLock/EncodingLock.tla} in Java. */
@NullMarked
package org.lockstep.encoding;

import org.jspecify.annotations.NullMarked;
