package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: all threads are given stream 0, and nobody locks it. */
public final class SharedSingleton extends StreamPool {
  public SharedSingleton(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  int count(Session me) {
    if (Seam.on()) {
      Seam.at(Point.COUNT);
    }
    return 0;
  }

  @Override
  void lockStream(Stream stream) {
    if (Seam.on()) {
      Seam.at(Point.LOCK_STREAM);
    }
  }

  @Override
  void unlockStream(Stream stream) {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK_STREAM);
    }
  }
}
