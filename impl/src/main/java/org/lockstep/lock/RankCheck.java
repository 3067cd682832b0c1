package org.lockstep.lock;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.lockstep.Settings;

/** Whether the ranks of locks are checked at run time; costs a stack trace for each lock taken. */
public enum RankCheck {
  OFF,
  CHECK;

  /** A lock that the thread holds, and where it took it. */
  private record Held(RankedLock lock, Throwable since) {}

  // One stack for all locks: ranks order locks of different owners too.
  private static final ThreadLocal<Deque<Held>> HELD = ThreadLocal.withInitial(ArrayDeque::new);

  /** What {@code LOCKSTEP_LOCK_RANKS} says. */
  public static RankCheck ofProcess() {
    return Settings.ofProcess().lockRanks() ? CHECK : OFF;
  }

  /** Called before the lock is asked for: an inversion is found also when nobody else runs. */
  void asks(RankedLock wanted) {
    if (this == OFF) {
      return;
    }
    for (Held held : HELD.get()) {
      if (held.lock != wanted && held.lock.rank().rank() >= wanted.rank().rank()) {
        throw new RankViolation(held.lock, wanted, held.since);
      }
    }
  }

  void took(RankedLock lock) {
    if (this == CHECK) {
      HELD.get().push(new Held(lock, new Throwable(lock + " was taken here")));
    }
  }

  void gaveBack(RankedLock lock) {
    if (this == OFF) {
      return;
    }
    Iterator<Held> stack = HELD.get().iterator();
    while (stack.hasNext()) {
      if (stack.next().lock == lock) {
        stack.remove();
        break;
      }
    }
    if (HELD.get().isEmpty()) {
      HELD.remove();
    }
  }
}
