package org.lockstep.gate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;
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
   * A step that the sound engine could take in every state of the counterexample's loop, in which
   * its thread takes none. The loop is fair on the faulty engine, which therefore cannot take that
   * step all the time; on the sound engine it is not. Null if there is no such step.
   *
   * @param takes whether the sound engine takes all steps of a schedule
   */
  static @Nullable Label passedOver(
      Trace lasso, DriveResult<?> driven, Alphabet alphabet, Predicate<Trace> takes) {
    if (!lasso.isLasso() || lasso.endsStuttering() || driven.refusal() != null) {
      return null;
    }
    List<Label> loop = lasso.labels().subList(lasso.loopTo(), lasso.labels().size());
    Set<String> acting = new HashSet<>();
    loop.forEach(label -> acting.add(String.valueOf(alphabet.thread(label))));
    Trace once = lasso.unrolled(1);
    for (Label taken : driven.taken().subList(driven.stepsDriven(), driven.taken().size())) {
      String thread = String.valueOf(alphabet.thread(taken));
      Label next = Label.of(taken.action(), Value.model(thread));
      if (alphabet.kind(next) == ActionKind.STEP
          && !acting.contains(thread)
          && IntStream.range(lasso.loopTo(), once.states().size())
              .allMatch(state -> takes.test(instead(once, state, next)))) {
        return next;
      }
    }
    return null;
  }

  /** The schedule up to this state, and then this step. */
  private static Trace instead(Trace trace, int state, Label step) {
    List<State> states = new ArrayList<>(trace.states().subList(0, state + 1));
    states.add(states.get(state));
    List<Label> labels = new ArrayList<>(trace.labels().subList(0, state));
    labels.add(step);
    return Trace.of(states, labels);
  }

  /**
   * @param divergence of the sound engine from the faulty model, compared without what cannot be
   *     the same in the beginning
   * @param differing what that is, such as a counter out of the range that the sound engine keeps
   * @param goesOn the step that the sound engine takes where the faulty model does nothing for ever
   * @param passedOver the step that the sound engine could take all through the faulty model's loop
   */
  static Refusal of(
      @Nullable Divergence divergence,
      Collection<String> differing,
      @Nullable Label goesOn,
      @Nullable Label passedOver,
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
    if (passedOver != null) {
      return new Refusal(
          "to pass over " + passedOver,
          "the sound engine can take " + passedOver + " in every state of the loop, and so must",
          harm);
    }
    return new Refusal(null, null, harm);
  }
}
