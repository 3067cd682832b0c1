/** Measurements; never part of the tests. */
@NullMarked
package org.lockstep.benchmarks;

import org.jspecify.annotations.NullMarked;
