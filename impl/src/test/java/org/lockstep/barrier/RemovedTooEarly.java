package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;

/** Fault: a stream that is closed is taken from the registry, and then waited for. */
public final class RemovedTooEarly extends DeviceBarrier {
  public RemovedTooEarly(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void waitAndRemove(BarrierSession me, FencedStream stream) {
    me.todo.add(stream);
    remove(stream);
    visit(me);
  }
}
