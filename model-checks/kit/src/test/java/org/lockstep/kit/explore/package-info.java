@NullMarked
package org.lockstep.kit.explore;

import org.jspecify.annotations.NullMarked;
