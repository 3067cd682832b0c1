/** Drawings of small state graphs. */
@NullMarked
package org.lockstep.gate.graph;

import org.jspecify.annotations.NullMarked;
