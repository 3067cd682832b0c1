package org.lockstep.event;

/** Fault: whoever waits keeps the lock of the pool. */
public final class WaitHoldsPoolLock extends EventPool {
  public WaitHoldsPoolLock(EventPoolBuilder settings) {
    super(settings);
  }

  @Override
  void sleep(EventSession me) {
    lockPool();
    try {
      super.sleep(me);
    } finally {
      unlockPool();
    }
  }
}
