@NullMarked
package org.lockstep.kit.validate;

import org.jspecify.annotations.NullMarked;
