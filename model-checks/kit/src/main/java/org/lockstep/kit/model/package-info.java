/** States, actions, graphs and behaviours of a specification, as plain immutable Java values. */
@NullMarked
package org.lockstep.kit.model;

import org.jspecify.annotations.NullMarked;
