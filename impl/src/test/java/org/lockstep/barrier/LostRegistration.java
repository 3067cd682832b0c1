package org.lockstep.barrier;

import java.util.List;
import java.util.function.Supplier;
import org.lockstep.lock.RankCheck;
import org.lockstep.seam.Seam;

/**
 * Fault: whoever opens a stream reads the registry, adds to what it has read, and writes that, with
 * no lock: of two who do so at once one is lost.
 */
public final class LostRegistration extends DeviceBarrier {
  public LostRegistration(Supplier<? extends FencedStream> home) {
    super(home, RankCheck.OFF);
  }

  @Override
  void register(FencedStream stream) {
    if (Seam.on()) {
      Seam.at(Point.LOCK);
    }
    List<FencedStream> read = List.copyOf(registry);
    if (Seam.on()) {
      Seam.at(Point.ENLIST);
    }
    registry.clear();
    registry.addAll(read);
    registry.add(stream);
    if (Seam.on()) {
      Seam.at(Point.UNLOCK);
    }
  }
}
