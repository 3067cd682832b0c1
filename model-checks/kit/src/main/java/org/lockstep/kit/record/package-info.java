/**
 * What threads did that nobody controlled: an account of a run, as each thread wrote its own log.
 *
 * <p>Each event is an action of the model, and the time in which it was done, from just before the
 * one shared access of it to just before the next: so events of two threads whose times do not
 * overlap happened in that order, and nothing is known of the order of others. {@link
 * org.lockstep.kit.validate} looks for one that the model allows.
 */
@NullMarked
package org.lockstep.kit.record;

import org.jspecify.annotations.NullMarked;
