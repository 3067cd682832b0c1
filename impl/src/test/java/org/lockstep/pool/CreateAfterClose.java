package org.lockstep.pool;

/** Fault: as {@link UseAfterClose}; here the late caller creates a stream. */
public final class CreateAfterClose extends StreamPool {
  public CreateAfterClose(StreamPoolBuilder settings) {
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
