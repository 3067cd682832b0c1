/** Who completes an encoder's work, under the Java memory model: jcstress tests. */
@NullMarked
package org.lockstep.encoding;

import org.jspecify.annotations.NullMarked;
