package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: the barrier looks at the registry once, when it begins. */
public final class MissesNewStream extends DeviceBarrier {
  public MissesNewStream(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void visitAll(BarrierSession me) {
    find(me);
    visit(me);
  }
}
