package org.lockstep.pool;

/** Fault: whoever comes looks at the streams first, although others wait already. */
public final class Barging extends LeasePool {
  public Barging(LeasePoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean wouldOvertake() {
    super.wouldOvertake();
    return false;
  }
}
