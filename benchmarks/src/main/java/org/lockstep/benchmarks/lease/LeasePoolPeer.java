package org.lockstep.benchmarks.lease;

import java.time.Duration;
import org.lockstep.device.ManualDevice;
import org.lockstep.pool.LeakDetection;
import org.lockstep.pool.Lease;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolBuilder;

/** Our own. */
final class LeasePoolPeer implements Peer<Lease> {
  private final LeasePool pool;

  LeasePoolPeer(int size, boolean fair, LeakDetection leaks) {
    LeasePoolBuilder settings =
        LeasePool.builder(new ManualDevice())
            .size(size)
            .leakDetection(leaks)
            .waitTimeout(Duration.ofSeconds(TIMEOUT_SECONDS));
    this.pool = (fair ? settings : settings.barging()).build();
  }

  @Override
  public Lease borrow() throws InterruptedException {
    return pool.acquire();
  }

  @Override
  public void giveBack(Lease lent) {
    lent.close();
  }

  @Override
  public void close() {
    pool.close();
  }
}
