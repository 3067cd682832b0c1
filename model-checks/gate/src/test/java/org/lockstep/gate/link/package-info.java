/** The ties between models and engines, and what happens when one is cut. */
@NullMarked
package org.lockstep.gate.link;

import org.jspecify.annotations.NullMarked;
