/**
 * What a model's folder promises, read from its {@code manifest.json}, and how a run is compared
 * with it.
 */
@NullMarked
package org.lockstep.kit.manifest;

import org.jspecify.annotations.NullMarked;
