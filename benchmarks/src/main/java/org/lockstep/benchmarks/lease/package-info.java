/** LeasePool beside what a JVM service would use otherwise, all in one run. */
@NullMarked
package org.lockstep.benchmarks.lease;

import org.jspecify.annotations.NullMarked;
