@NullMarked
package org.lockstep.stream;

import org.jspecify.annotations.NullMarked;
