package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: the barrier keeps the lock of the registry until it has waited. */
public final class WaitsUnderLock extends DeviceBarrier {
  public WaitsUnderLock(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void visitAll(BarrierSession me) {
    lock();
    try {
      look(me);
      visit(me);
    } finally {
      unlock();
    }
  }
}
