package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: the counter runs on, its sign and all; it starts right before it wraps. */
public final class CounterWrap extends StreamPool {
  public CounterWrap(StreamPoolBuilder settings) {
    super(settings);
  }

  {
    counter.set(Integer.MAX_VALUE);
  }

  @Override
  int count(Session me) {
    if (Seam.on()) {
      Seam.at(Point.COUNT);
    }
    return 1 + counter.getAndIncrement() % poolSize;
  }
}
