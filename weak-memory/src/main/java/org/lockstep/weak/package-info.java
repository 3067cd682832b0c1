/** What is said of the tests of weak memory, for whoever judges them. */
@NullMarked
package org.lockstep.weak;

import org.jspecify.annotations.NullMarked;
