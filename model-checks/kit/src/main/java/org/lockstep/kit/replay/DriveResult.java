package org.lockstep.kit.replay;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;

/**
 * What became of a system that was driven along a schedule and then left to run on.
 *
 * @param stepsDriven how many steps of the schedule were taken
 * @param refusal the step that the system refused, null if it took them all
 * @param taken every step in order: those of the schedule and those taken afterwards
 * @param thrown the exceptions by thread ("subject" for one thrown outside the controlled threads)
 * @param stuck the threads left in an operation, with the place where they are
 * @param endless whether the threads were still taking steps when the driver stopped waiting for
 *     them to finish
 * @param afterSchedule the view when the last step of the schedule had been taken
 * @param finalView the view when nothing could move any more
 */
public record DriveResult<V>(
    int stepsDriven,
    @Nullable Refusal refusal,
    List<Label> taken,
    Map<String, Throwable> thrown,
    Map<String, String> stuck,
    boolean endless,
    @Nullable V afterSchedule,
    @Nullable V finalView) {

  /** A step of the schedule that the system could not take. */
  public record Refusal(int step, Label label, String reason) {
    @Override
    public String toString() {
      return "step " + step + " " + label + " is refused: " + reason;
    }
  }

  /** Whether the whole schedule was taken and every thread finished without an exception. */
  public boolean clean() {
    return refusal == null && thrown.isEmpty() && stuck.isEmpty() && !endless;
  }
}
