package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** The gate of two faults: shows whether it is shut, but counts nobody. */
final class Uncounted {
  private Uncounted() {}

  static boolean enter(StreamPool pool, Session me) {
    if (Seam.on()) {
      Seam.at(StreamPool.Point.ENTER);
    }
    if (pool.gates.isSealed(me.gate)) {
      me.refused = true;
      return false;
    }
    pool.entered(me);
    return true;
  }

  static void leave() {
    if (Seam.on()) {
      Seam.at(StreamPool.Point.LEAVE);
    }
  }
}
