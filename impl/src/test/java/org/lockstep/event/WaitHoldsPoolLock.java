package org.lockstep.event;

import org.lockstep.event.EventSession.Result;

/** Fault: whoever waits keeps the lock of the pool. */
public final class WaitHoldsPoolLock extends EventPool {
  public WaitHoldsPoolLock(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void sleep(EventSession me) {
    if (!guard.isHeldByCurrentThread()) {
      lockPool();
    }
    super.sleep(me);
  }

  @Override
  void unlockList(EventCell cell) {
    super.unlockList(cell);
    if (guard.isHeldByCurrentThread() && session().result != Result.WAITING) {
      unlockPool();
    }
  }
}
