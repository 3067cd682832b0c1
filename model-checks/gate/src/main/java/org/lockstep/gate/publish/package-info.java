/** The result of a run in the forms that CI servers and reviewers use. */
@NullMarked
package org.lockstep.gate.publish;

import org.jspecify.annotations.NullMarked;
