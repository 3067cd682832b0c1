package org.lockstep.gate.free;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.record.Header;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.validate.Verdict;

/**
 * What was found of a recorded run.
 *
 * @param overlapping events that began before an event of another thread, begun earlier, had ended
 * @param states of the model that the search met
 * @param seconds of the search, without reading the file
 * @param asked events of rounds that TLC was asked of too, by modules of their own
 * @param askedSeconds what TLC took for them
 * @param wrong of the round that is no behaviour of the model, the smallest part that is none
 * @param verdict on that part
 */
public record Judgement(
    Header header,
    int rounds,
    long events,
    long overlapping,
    int states,
    double seconds,
    long asked,
    double askedSeconds,
    @Nullable Round wrong,
    @Nullable Verdict verdict) {
  public boolean isLegal() {
    return wrong == null;
  }

  /** What is wrong, in one line. */
  public Optional<String> complaint() {
    return wrong == null || verdict == null
        ? Optional.empty()
        : Optional.of(
            "round " + wrong.number() + " is no behaviour of " + header.model() + ": " + verdict);
  }

  /** Of TLC, 0 if it was not asked. */
  public long referencePerSecond() {
    return asked == 0 ? 0 : Math.round(asked / Math.max(askedSeconds, 1e-9));
  }

  public long eventsPerSecond() {
    return Math.round(events / Math.max(seconds, 1e-9));
  }
}
