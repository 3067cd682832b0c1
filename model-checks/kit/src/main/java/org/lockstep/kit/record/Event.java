package org.lockstep.kit.record;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;

/**
 * An action that a thread was seen to take.
 *
 * @param action its name in the model
 * @param further its arguments beside the acting thread; null if they were not recorded
 * @param begin a time before its effect
 * @param end a time after it, {@link #OPEN} if the run was over before
 * @param seen what the thread knew when it was done, the values of the run's {@link
 *     Header#observed} variables at the acting thread; null if it did not say
 */
public record Event(
    String action,
    @Nullable List<Value> further,
    long begin,
    long end,
    @Nullable List<Value> seen) {
  /** The end of what was begun and not seen to end. */
  public static final long OPEN = Long.MAX_VALUE;

  public Event {
    further = further == null ? null : List.copyOf(further);
    seen = seen == null ? null : List.copyOf(seen);
    if (action.isEmpty()) {
      throw new IllegalArgumentException("an event needs the name of an action");
    }
    if (end < begin) {
      throw new IllegalArgumentException(
          action + " ends at " + end + ", before its beginning at " + begin);
    }
  }

  public boolean isOpen() {
    return end == OPEN;
  }

  @Override
  public String toString() {
    return action
        + (further == null || further.isEmpty() ? "" : further.toString())
        + " in "
        + begin
        + ".."
        + (isOpen() ? "" : end)
        + (seen == null ? "" : ", then " + seen);
  }
}
