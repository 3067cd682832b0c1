package org.lockstep.benchmarks.lease;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.lockstep.nativeengine.NativeLeasePool;

/** Our own in C++, called from Java: each call goes through JavaCPP. */
final class NativeLeasePoolPeer implements Peer<NativeLeasePool.Lease> {
  private static final Duration TIMEOUT = Duration.ofSeconds(TIMEOUT_SECONDS);

  private final NativeLeasePool pool;

  NativeLeasePoolPeer(int size, boolean fair) {
    this.pool = new NativeLeasePool(size, fair);
  }

  @Override
  public NativeLeasePool.Lease borrow() throws TimeoutException {
    return pool.acquire(TIMEOUT);
  }

  @Override
  public void giveBack(NativeLeasePool.Lease lent) {
    lent.close();
  }

  @Override
  public void close() {
    pool.close();
  }
}
