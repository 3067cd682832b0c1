/**
 * What the isolated TLC side and the rest of the kit have in common; not for use outside the kit.
 */
@NullMarked
package org.lockstep.kit.tlc.bridge;

import org.jspecify.annotations.NullMarked;
