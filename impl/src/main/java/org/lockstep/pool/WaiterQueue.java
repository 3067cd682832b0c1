package org.lockstep.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who waits, in the order in which they came. Guarded by the lock of the waiters. */
final class WaiterQueue {
  private @Nullable LeaseSession first;
  private @Nullable LeaseSession last;

  boolean isEmpty() {
    return first == null;
  }

  LeaseSession first() {
    return Objects.requireNonNull(first, "nobody waits");
  }

  void append(LeaseSession waiter) {
    waiter.ahead = last;
    if (last == null) {
      first = waiter;
    } else {
      last.behind = waiter;
    }
    last = waiter;
  }

  void remove(LeaseSession waiter) {
    if (waiter.ahead == null) {
      first = waiter.behind;
    } else {
      waiter.ahead.behind = waiter.behind;
    }
    if (waiter.behind == null) {
      last = waiter.ahead;
    } else {
      waiter.behind.ahead = waiter.ahead;
    }
    waiter.ahead = null;
    waiter.behind = null;
  }

  List<LeaseSession> toList() {
    List<LeaseSession> all = new ArrayList<>();
    for (LeaseSession waiter = first; waiter != null; waiter = waiter.behind) {
      all.add(waiter);
    }
    return all;
  }
}
