package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: the barrier keeps the first failure; of the later ones nobody is told. */
public final class LaterErrorSwallowed extends DeviceBarrier {
  public LaterErrorSwallowed(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void await(BarrierSession me) {
    super.await(me);
    if (me.failures.size() > 1) {
      me.failures.subList(1, me.failures.size()).clear();
    }
  }
}
