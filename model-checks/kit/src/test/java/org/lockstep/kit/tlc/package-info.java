@NullMarked
package org.lockstep.kit.tlc;

import org.jspecify.annotations.NullMarked;
