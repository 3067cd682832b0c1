package org.lockstep.kit.replay;

import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Trace;

/**
 * Where a system first left its model.
 *
 * @param trace the behaviour of the model up to and including the diverging step
 * @param step index of the diverging step in the trace; -1 if the initial state already differs
 * @param label the action of that step, null for the initial state
 * @param expected what the model demands: a view, or the set of enabled steps
 * @param actual what the system showed instead
 * @param message the whole finding in one line
 * @param shortest whether the trace is a shortest behaviour that takes this step, and was replayed
 *     to make sure
 */
public record Divergence(
    Trace trace,
    int step,
    @Nullable Label label,
    Kind kind,
    @Nullable Object expected,
    @Nullable Object actual,
    String message,
    @Nullable Throwable cause,
    boolean shortest) {

  /** What is wrong. */
  public enum Kind {
    /**
     * The thread is not where the model has it: at another step point, idle, busy, or not running.
     */
    WRONG_POINT,
    /** After the step the view is not what the model's state demands. */
    STATE_DIFFERS,
    /** The model allows a step that the system could not take. */
    ENABLED_IN_MODEL_ONLY,
    /** The system could take a step that the model does not allow. */
    ENABLED_IN_ENGINE_ONLY,
    /** The system threw an exception. */
    THREW,
    /** A thread neither reached a step point nor finished. */
    STUCK
  }

  Divergence asShortest() {
    return new Divergence(trace, step, label, kind, expected, actual, message, cause, true);
  }
}
