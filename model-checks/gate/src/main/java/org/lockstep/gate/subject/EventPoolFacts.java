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
 * @param unclean who was given an event with something of its former taker under way
 * @param disordered streams that come to a later signal of an event first
 * @param forgotten who is on the list of an event and does not wait
 * @param heldUp who wanted the lock of the pool, with which another one slept
 */
public record EventPoolFacts(
    Set<Integer> early,
    Set<Integer> passedEarly,
    List<Misled> misled,
    Set<Integer> doubled,
    List<Shared> shared,
    List<Unclean> unclean,
    List<Disordered> disordered,
    List<Forgotten> forgotten,
    List<HeldUp> heldUp) {
  public record Misled(int thread, int asked, int heard) {}

  public record Shared(int thread, int event, int by) {}

  public record Unclean(int thread, int event) {}

  public record Disordered(int stream, int event) {}

  public record Forgotten(int thread, int event) {}

  public record HeldUp(int thread, int by) {}

  public EventPoolFacts {
    early = Set.copyOf(early);
    passedEarly = Set.copyOf(passedEarly);
    misled = List.copyOf(misled);
    doubled = Set.copyOf(doubled);
    shared = List.copyOf(shared);
    unclean = List.copyOf(unclean);
    disordered = List.copyOf(disordered);
    forgotten = List.copyOf(forgotten);
    heldUp = List.copyOf(heldUp);
  }
}
