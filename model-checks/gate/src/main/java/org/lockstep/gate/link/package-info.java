/** What ties the actions of the models to the methods of the engines, and fails when it is cut. */
@NullMarked
package org.lockstep.gate.link;

import org.jspecify.annotations.NullMarked;
