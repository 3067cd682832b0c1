package org.lockstep.benchmarks;

import java.util.function.IntSupplier;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.pool.StreamPool;

/**
 * The calls whose price matters. Loaded twice: over the engine as it ships, and without its seam.
 */
public final class HotPath {
  private HotPath() {}

  /** {@code current()} of a bound thread. */
  public static final class Current implements IntSupplier {
    private final StreamPool pool = StreamPool.builder(new ManualDevice()).build();

    @Override
    public int getAsInt() {
      return pool.current().index();
    }
  }

  /** An uncontended lock and unlock. */
  public static final class LockUnlock implements IntSupplier {
    private final RankedLock lock =
        new RankedLock(LockRank.ENCODING, "of the benchmark", RankCheck.OFF);
    private int guarded;

    @Override
    public int getAsInt() {
      lock.lock();
      try {
        return guarded++;
      } finally {
        lock.unlock();
      }
    }
  }
}
