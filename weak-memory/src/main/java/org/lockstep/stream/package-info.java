/** How failures find whoever is to be told, under the Java memory model: jcstress tests. */
@NullMarked
package org.lockstep.stream;

import org.jspecify.annotations.NullMarked;
