package org.lockstep.kit.record;

import java.util.List;

/**
 * What one thread did, in its order.
 *
 * @param thread its name in the model: the first argument of its actions; empty for the
 *     environment, whose actions name all their arguments themselves
 */
public record ThreadLog(String thread, List<Event> events) {
  public ThreadLog {
    events = List.copyOf(events);
    for (int i = 1; i < events.size(); i++) {
      Event before = events.get(i - 1);
      if (before.end() > events.get(i).begin()) {
        throw new IllegalArgumentException(
            "event "
                + i
                + " of thread "
                + thread
                + ", "
                + events.get(i)
                + ", begins before the end of the one before it, "
                + before);
      }
    }
  }
}
