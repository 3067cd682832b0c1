package org.lockstep.kit.replay;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;

/**
 * What became of a system that a {@link PlanEngine} drove along a plan and then left to run on.
 *
 * @param steps how many steps of the plan were taken; rows {@code 0..steps} have been written
 * @param refusal why the next one could not be taken, null if all were
 * @param after the steps taken after the plan, as far as the engine tells
 * @param thrown what was thrown, by thread
 * @param stuck the threads left in an operation, with the place where they are
 * @param endless whether threads still took steps when the engine gave up waiting
 * @param finalRow the state when nothing could move any more
 */
public record PlanDrive(
    int steps,
    @Nullable String refusal,
    List<Label> after,
    Map<String, String> thrown,
    Map<String, String> stuck,
    boolean endless,
    int[] finalRow) {
  public PlanDrive {
    after = List.copyOf(after);
    thrown = Collections.unmodifiableMap(new TreeMap<>(thrown));
    stuck = Collections.unmodifiableMap(new TreeMap<>(stuck));
    finalRow = finalRow.clone();
  }

  @Override
  public int[] finalRow() {
    return finalRow.clone();
  }
}
