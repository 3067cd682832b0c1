@NullMarked
package org.lockstep.kit.itf;

import org.jspecify.annotations.NullMarked;
