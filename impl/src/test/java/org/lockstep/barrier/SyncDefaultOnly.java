package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: the barrier is for all streams by its name, and for the default one by what it does. */
public final class SyncDefaultOnly extends DeviceBarrier {
  public SyncDefaultOnly(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void look(BarrierSession me) {
    super.look(me);
    me.todo.removeIf(stream -> stream.index() != 0);
    me.visited.removeIf(stream -> stream.index() != 0);
  }
}
