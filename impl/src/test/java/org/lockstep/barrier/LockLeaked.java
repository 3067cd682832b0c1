package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: a barrier that finds no new stream returns with the lock in hand. */
public final class LockLeaked extends DeviceBarrier {
  public LockLeaked(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  boolean find(BarrierSession me) {
    lock();
    look(me);
    if (me.todo.isEmpty()) {
      return false;
    }
    unlock();
    return true;
  }
}
