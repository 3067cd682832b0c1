package org.lockstep.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.seam.Surroundings;

/** Any waiter may leave at any time, and come back. */
class WaiterQueueTest {
  private static final int DEPTH = 7;

  private final List<LeaseSession> waiters = List.of(waiter(), waiter(), waiter(), waiter());

  private static LeaseSession waiter() {
    return new LeaseSession(Surroundings.REAL, 1, 0);
  }

  /** Every sequence of so many comings and goings, against a list. */
  @Test
  void comingAndGoingKeepsTheOrder() {
    follow(new ArrayList<>());
  }

  private void follow(List<Integer> moves) {
    WaiterQueue queue = new WaiterQueue();
    List<LeaseSession> expected = new ArrayList<>();
    for (int move : moves) {
      LeaseSession waiter = waiters.get(move);
      if (expected.remove(waiter)) {
        queue.remove(waiter);
      } else {
        expected.add(waiter);
        queue.append(waiter);
      }
      assertEquals(expected, queue.toList(), moves::toString);
      assertEquals(expected.isEmpty(), queue.isEmpty());
      if (expected.isEmpty()) {
        assertThrows(NullPointerException.class, queue::first);
      } else {
        assertSame(expected.get(0), queue.first());
      }
    }
    for (LeaseSession waiter : expected) { // they are used again
      queue.remove(waiter);
    }
    for (int next = 0; moves.size() < DEPTH && next < waiters.size(); next++) {
      List<Integer> longer = new ArrayList<>(moves);
      longer.add(next);
      follow(longer);
    }
  }
}
