package org.lockstep.pool;

import org.lockstep.seam.Seam;

/** Fault: a refused caller was counted in, and is never counted out. */
public final class LeakOnRefusal extends StreamPool {
  public LeakOnRefusal(StreamPoolBuilder settings) {
    super(settings);
  }

  @Override
  boolean enter(Session me) {
    if (Seam.on()) {
      Seam.at(Point.ENTER);
    }
    gates.countIn(me.gate);
    if (gates.isSealed(me.gate)) {
      me.refused = true;
      return false;
    }
    entered(me);
    return true;
  }
}
