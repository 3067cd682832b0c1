/** Results of earlier runs, each under the hash of everything that it depends on. */
@NullMarked
package org.lockstep.gate.kept;

import org.jspecify.annotations.NullMarked;
