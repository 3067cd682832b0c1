/**
 * The code that talks to TLC. Loaded once per run, by a class loader of its own, and never by the
 * kit's loader.
 */
@NullMarked
package org.lockstep.kit.tlc.engine;

import org.jspecify.annotations.NullMarked;
