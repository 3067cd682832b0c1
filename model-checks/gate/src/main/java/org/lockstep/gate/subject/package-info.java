/** The engines as systems under replay: their views, what a model demands, and what faults do. */
@NullMarked
package org.lockstep.gate.subject;

import org.jspecify.annotations.NullMarked;
