package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.barrier.BarrierSession.Taken;
import org.lockstep.lock.RankCheck;
import org.lockstep.seam.Seam;

/**
 * Fault: whoever waits does so until a stream has nothing left, not for what it had been given:
 * others may keep the stream busy for ever.
 */
public final class ChasesNewWork extends DeviceBarrier {
  public ChasesNewWork(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void await(BarrierSession me) {
    Taken first = me.fences.element();
    if (Seam.on()) {
      Seam.await(Point.AWAIT, () -> first.stream().fence().isPassed());
    }
    while (!first.stream().fence().isPassed()) {
      first.stream().fence().await();
    }
    me.fences.remove();
    keepFailure(me, first.stream());
  }
}
