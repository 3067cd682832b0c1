/** The engines behind one interface, so that every check treats them alike. */
@NullMarked
package org.lockstep.gate.engine;

import org.jspecify.annotations.NullMarked;
