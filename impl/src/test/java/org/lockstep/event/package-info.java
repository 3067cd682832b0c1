@NullMarked
package org.lockstep.event;

import org.jspecify.annotations.NullMarked;
