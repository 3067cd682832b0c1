/** A stream that threads share: {@code specs/CommandStream/CommandStream.tla} in Java. */
@NullMarked
package org.lockstep.stream;

import org.jspecify.annotations.NullMarked;
