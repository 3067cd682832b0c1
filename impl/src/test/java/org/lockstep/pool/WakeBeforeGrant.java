package org.lockstep.pool;

/** Fault: the waiter is woken before it is told. */
public final class WakeBeforeGrant extends LeasePool {
  public WakeBeforeGrant(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  void hand(LeaseSession first, Lease lease) {
    wake(first);
    grant(first, lease);
  }
}
