/**
 * A parsed TLA+ module as plain values: what the parser of TLC makes of it, free of its classes.
 */
@NullMarked
package org.lockstep.kit.tlc.syntax;

import org.jspecify.annotations.NullMarked;
