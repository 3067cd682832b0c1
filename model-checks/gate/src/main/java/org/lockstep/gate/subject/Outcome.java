package org.lockstep.gate.subject;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.DriveResult;

/**
 * What became of the threads of a drive, whatever the module.
 *
 * @param names in the order of their numbers
 * @param points where each of them stands in the end
 */
record Outcome(List<String> names, List<String> points, DriveResult<?> result) {
  /** Who failed with a message that contains this text, in words; null if nobody did. */
  @Nullable String thrown(String text) {
    for (Map.Entry<String, Throwable> entry : result.thrown().entrySet()) {
      String message = String.valueOf(entry.getValue().getMessage());
      if (message.contains(text)) {
        return "thread " + entry.getKey() + " fails: " + message;
      }
    }
    return null;
  }

  boolean isStuckAt(int thread, String point) {
    return points.get(thread).equals(point) && result.stuck().containsKey(name(thread));
  }

  /** The threads that stay at this point for ever. */
  IntStream stuckAt(String point) {
    return IntStream.range(0, names.size()).filter(thread -> isStuckAt(thread, point));
  }

  String name(int thread) {
    return names.get(thread);
  }
}
