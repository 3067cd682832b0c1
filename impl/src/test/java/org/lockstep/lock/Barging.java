package org.lockstep.lock;

import java.util.concurrent.locks.ReentrantLock;
import org.lockstep.seam.Seam;

/** Fault: whoever comes while nobody holds the lock is let in, though others wait. */
public final class Barging extends RankedLock {
  private final ReentrantLock door = new ReentrantLock();

  public Barging(LockRank rank, String name, RankCheck check) {
    super(rank, name, check);
  }

  @Override
  void grant(long ticket) {
    if (Seam.on()) {
      Seam.await(Point.GRANT, new Door(this, ticket));
    }
    door.lock();
    owns(ticket);
  }

  @Override
  public void unlock() {
    boolean last = depth == 1;
    super.unlock();
    if (last) {
      door.unlock();
    }
  }

  private boolean isOpen() {
    return !door.isLocked();
  }

  private static final class Door extends Turn {
    private final Barging lock;

    Door(Barging lock, long ticket) {
      super(lock, ticket);
      this.lock = lock;
    }

    @Override
    public boolean getAsBoolean() {
      return lock.isOpen();
    }
  }
}
