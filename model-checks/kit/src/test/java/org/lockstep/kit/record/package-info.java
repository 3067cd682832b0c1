@NullMarked
package org.lockstep.kit.record;

import org.jspecify.annotations.NullMarked;
