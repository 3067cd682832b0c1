/** Tests of the subjects. */
@NullMarked
package org.lockstep.gate.subject;

import org.jspecify.annotations.NullMarked;
