/**
 * Generated faults of a TLA+ module: small changes of its parsed actions and fairness, each of
 * which some check of the module should notice.
 */
@NullMarked
package org.lockstep.kit.mutate;

import org.jspecify.annotations.NullMarked;
