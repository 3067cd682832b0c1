package org.lockstep.gate.engine;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.replay.Divergence;

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

  /**
   * @param divergence of the sound engine from the faulty model, compared without what cannot be
   *     the same in the beginning
   * @param differing what that is, such as a counter out of the range that the sound engine keeps
   */
  static Refusal of(
      @Nullable Divergence divergence, Collection<String> differing, @Nullable String harm) {
    if (divergence != null && divergence.label() != null) {
      String step = "step " + divergence.step() + " " + divergence.label();
      return new Refusal(step, divergence.message(), harm);
    }
    if (!differing.isEmpty()) {
      return new Refusal(
          "Init", "the sound engine never begins with this " + String.join(", ", differing), harm);
    }
    return new Refusal(null, null, harm);
  }
}
