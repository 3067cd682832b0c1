@NullMarked
package org.lockstep.kit.cover;

import org.jspecify.annotations.NullMarked;
