/** Paths through a state graph that together take every transition. */
@NullMarked
package org.lockstep.kit.cover;

import org.jspecify.annotations.NullMarked;
