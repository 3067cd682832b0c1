package org.lockstep.kit.jqwik;

import java.util.Iterator;
import java.util.function.Predicate;
import net.jqwik.api.Shrinkable;

/**
 * The smallest value that still fails, for what may fail at one try and not at the next, as threads
 * do: jqwik's own search would take a lucky try for a value that does not fail, and say that the
 * property is flaky. Here who asks decides how often to try, and how many values.
 */
public final class Smallest {
  private Smallest() {}

  /** Goes to the first smaller value that fails, as long as there is one among so many in all. */
  public static <T> T of(Shrinkable<T> failing, Predicate<? super T> fails, int most) {
    Shrinkable<T> smallest = failing;
    int left = most;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      Iterator<Shrinkable<T>> candidates = smallest.shrink().iterator();
      while (!smaller && left > 0 && candidates.hasNext()) {
        Shrinkable<T> candidate = candidates.next();
        left--;
        if (fails.test(candidate.value())) {
          smallest = candidate;
          smaller = true;
        }
      }
    }
    return smallest.value();
  }
}
