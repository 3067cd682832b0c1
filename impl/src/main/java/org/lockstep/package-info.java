/** Settings of the Java engine. */
@NullMarked
package org.lockstep;

import org.jspecify.annotations.NullMarked;
