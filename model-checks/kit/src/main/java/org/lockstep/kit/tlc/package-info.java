/** Runs TLC, isolated from everything else in the JVM: checks, state graphs and single steps. */
@NullMarked
package org.lockstep.kit.tlc;

import org.jspecify.annotations.NullMarked;
