/** What a run found, as a file and as text. */
@NullMarked
package org.lockstep.gate.report;

import org.jspecify.annotations.NullMarked;
