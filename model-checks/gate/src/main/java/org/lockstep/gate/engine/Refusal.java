package org.lockstep.gate.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.replay.ActionKind;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.Divergence;
import org.lockstep.kit.replay.DriveResult;

/**
 * What the sound engine did with the schedule of a fault.
 *
 * @param step the step that it refused (not there, or not with that outcome); Init if it cannot
 *     even begin so; null if it took all
 * @param reason why
 * @param harm damage that the check for the fault claims to see on the sound engine; any is a false
 *     alarm
 */
public record Refusal(@Nullable String step, @Nullable String reason, @Nullable String harm) {

  /** The step that was taken after a whole schedule that ends stuttering, null if none was. */
  static @Nullable Label goesOn(Trace schedule, DriveResult<?> driven, Alphabet alphabet) {
    if (!schedule.endsStuttering()
        || driven.refusal() != null
        || driven.taken().size() == driven.stepsDriven()) {
      return null;
    }
    Label next = driven.taken().get(driven.stepsDriven());
    return alphabet.kind(next) == ActionKind.STEP ? next : null;
  }

  /**
   * @param divergence of the sound engine from the faulty model, compared without what cannot be
   *     the same in the beginning
   * @param differing what that is, such as a counter out of the range that the sound engine keeps
   * @param goesOn the step that the sound engine takes where the faulty model does nothing for ever
   */
  static Refusal of(
      @Nullable Divergence divergence,
      Collection<String> differing,
      @Nullable Label goesOn,
      @Nullable String harm) {
    if (divergence != null && divergence.label() != null) {
      String step = "step " + divergence.step() + " " + divergence.label();
      return new Refusal(step, divergence.message(), harm);
    }
    if (!differing.isEmpty()) {
      return new Refusal(
          "Init", "the sound engine never begins with this " + String.join(", ", differing), harm);
    }
    if (goesOn != null) {
      return new Refusal(
          "to stop",
          "the sound engine goes on with " + goesOn + " where the faulty is stuck",
          harm);
    }
    return new Refusal(null, null, harm);
  }
}
