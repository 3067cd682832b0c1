/** Generated faults: small changes to models and engines, each of which some check must notice. */
@NullMarked
package org.lockstep.gate.mutate;

import org.jspecify.annotations.NullMarked;
