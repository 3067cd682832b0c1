@NullMarked
package org.lockstep.kit.mutate;

import org.jspecify.annotations.NullMarked;
