/** The C++ engine, seen from Java: the binding of its flat C interface. */
@NullMarked
package org.lockstep.nativeengine;

import org.jspecify.annotations.NullMarked;
