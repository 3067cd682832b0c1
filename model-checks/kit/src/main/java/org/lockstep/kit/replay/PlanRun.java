package org.lockstep.kit.replay;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link PlanEngine} got on with a plan. Rows {@code 0..steps} have been written.
 *
 * @param steps how many steps were carried out and ended well
 * @param end what came then
 * @param thread the thread that threw or is stuck, if one is known
 * @param text why a step was refused, what was thrown, or where the thread is stuck
 */
public record PlanRun(int steps, End end, @Nullable String thread, String text) {

  /** Why a run ended. */
  public enum End {
    /** The plan was over. */
    DONE,
    /** The next step could not be taken: its thread stands elsewhere or would block. */
    REFUSED,
    /** The next step was begun and something was thrown in it. */
    THREW,
    /** The next step was begun and did not end. */
    STUCK
  }

  public static PlanRun done(int steps) {
    return new PlanRun(steps, End.DONE, null, "");
  }

  /** The reason begins with the thread, as in "thread p1 is at step point Lock". */
  public static PlanRun refused(int steps, String reason) {
    return new PlanRun(steps, End.REFUSED, null, reason);
  }

  public static PlanRun threw(int steps, @Nullable String thread, String what) {
    return new PlanRun(steps, End.THREW, thread, what);
  }

  public static PlanRun stuck(int steps, @Nullable String thread, String where) {
    return new PlanRun(steps, End.STUCK, thread, where);
  }
}
