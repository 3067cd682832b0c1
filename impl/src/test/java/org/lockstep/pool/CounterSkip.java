package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: the counter runs on, unsigned; where it wraps, the turn starts over. */
public final class CounterSkip extends StreamPool {
  public CounterSkip(StreamPoolBuilder settings) {
    super(settings);
  }

  {
    counter.set(-1);
  }

  @Override
  int count(Session me) {
    if (Seam.on()) {
      Seam.at(Point.COUNT);
    }
    return 1 + Integer.remainderUnsigned(counter.getAndIncrement(), poolSize);
  }
}
