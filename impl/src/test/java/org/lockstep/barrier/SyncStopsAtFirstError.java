package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: the first failure ends the barrier; nobody waits for the streams after it. */
public final class SyncStopsAtFirstError extends DeviceBarrier {
  public SyncStopsAtFirstError(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void await(BarrierSession me) {
    super.await(me);
    me.throwIfFailed();
  }
}
