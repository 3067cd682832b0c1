package org.lockstep.gate.subject;

import java.util.List;
import java.util.Set;

/**
 * What the clients of an event pool have seen go wrong; threads and streams by their numbers.
 *
 * @param early who was told that an event is done when the device had not come to all that had been
 *     recorded before it asked
 * @param passedEarly streams that went on past such an event
 * @param misled whose callbacks were told of a generation that they were not asked for
 * @param doubled whose callback was called twice
 * @param shared who was given an event that another has, and has not given back
 */
public record EventPoolFacts(
    Set<Integer> early,
    Set<Integer> passedEarly,
    List<Misled> misled,
    Set<Integer> doubled,
    List<Shared> shared) {
  public record Misled(int thread, int asked, int heard) {}

  public record Shared(int thread, int event, int by) {}

  public EventPoolFacts {
    early = Set.copyOf(early);
    passedEarly = Set.copyOf(passedEarly);
    misled = List.copyOf(misled);
    doubled = Set.copyOf(doubled);
    shared = List.copyOf(shared);
  }
}
