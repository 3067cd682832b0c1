package org.lockstep.kit.validate;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.record.Event;

/**
 * Whether there is an order of all events that is a behaviour of the model.
 *
 * @param legal whether there is
 * @param events how many there are
 * @param explained how many of them the longest legal beginning has; open events do not count
 * @param order a longest legal beginning, with the steps that nobody records; empty unless asked
 * @param next by thread, the events of which none continues that beginning
 * @param candidates states that the model may be in after it
 */
public record Verdict(
    boolean legal,
    int events,
    int explained,
    List<Label> order,
    Map<String, Event> next,
    List<State> candidates) {
  public Verdict {
    order = List.copyOf(order);
    candidates = List.copyOf(candidates);
  }

  /** One line. */
  @Override
  public String toString() {
    if (legal) {
      return "legal: " + events + " events";
    }
    StringJoiner nexts = new StringJoiner(", ");
    next.forEach(
        (thread, event) ->
            nexts.add(
                (thread.isEmpty() ? "the environment" : thread)
                    + "'s "
                    + event.action()
                    + (event.further() == null ? "" : event.further())
                    + (event.seen() == null ? "" : " that saw " + event.seen())));
    return "the model explains "
        + explained
        + " of "
        + events
        + " events, and none of these next: "
        + nexts;
  }
}
