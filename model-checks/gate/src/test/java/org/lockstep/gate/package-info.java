/** The command line, the rules of the house, and the engines along the models. */
@NullMarked
package org.lockstep.gate;

import org.jspecify.annotations.NullMarked;
