package org.lockstep.pool;

/** Fault: asks whether anyone waits before the stream is free, not after. */
public final class LostWakeup extends LeasePool {
  public LostWakeup(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean releaseSlot(Lease lease) {
    if (!checkWaiting()) {
      free(lease);
      return false;
    }
    lockWaiters();
    try {
      free(lease);
      match(session());
    } finally {
      unlockWaiters();
    }
    return false;
  }
}
