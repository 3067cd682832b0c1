package org.lockstep.pool;

/** Fault: a caller looks whether the gate is shut, but does not count itself in. */
public final class UseAfterClose extends StreamPool {
  public UseAfterClose(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean enter(Session me) {
    return Uncounted.enter(this, me);
  }

  @Override
  void leave(Session me) {
    Uncounted.leave();
  }
}
