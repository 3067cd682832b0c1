package org.lockstep.pool;

/** Fault: a worker may take the main thread's stream. */
public final class AliasedBinding extends StreamPool {
  public AliasedBinding(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  void setCurrent(Session me, int s) {
    me.binding = s;
  }
}
