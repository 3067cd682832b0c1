package org.lockstep.gate.subject;

import java.util.List;
import java.util.Set;

/**
 * What the clients of a command stream have seen go wrong; threads by their numbers.
 *
 * @param lost asked for, and neither done nor to be done any more
 * @param doubled done twice
 * @param unsynchronized whose synchronize() returned before all that it had recorded was executed
 * @param heldUp who waited for the queue while another waited on it for the device
 * @param overdue who still waited for the device when all was done that it was to wait for
 */
public record CommandStreamFacts(
    List<Thing> lost,
    List<Thing> doubled,
    List<Unsynchronized> unsynchronized,
    Set<HeldUp> heldUp,
    Set<Integer> overdue) {
  /**
   * Something asked for.
   *
   * @param what work, mark or handler
   */
  public record Thing(String what, int thread) {}

  public record Unsynchronized(int thread, int pending) {}

  public record HeldUp(int thread, int by) {}

  public CommandStreamFacts {
    lost = List.copyOf(lost);
    doubled = List.copyOf(doubled);
    unsynchronized = List.copyOf(unsynchronized);
    heldUp = Set.copyOf(heldUp);
    overdue = Set.copyOf(overdue);
  }
}
