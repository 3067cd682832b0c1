@NullMarked
package org.lockstep.kit.replay;

import org.jspecify.annotations.NullMarked;
