package org.lockstep.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.DeviceQueue;

/**
 * The queue of a stream as its lessee has it: what is committed to it counts as pending work of the
 * stream, and nothing is once the lease was given back.
 */
final class LeasedQueue implements DeviceQueue {
  // Not the lessee's own: a lease that only its stream can reach is lost, and to be found.
  private final Lease lease;

  LeasedQueue(Lease lease) {
    this.lease = new Lease(lease.pool, lease.index(), lease.word);
  }

  private DeviceQueue queue() {
    lease.pool.requireHeld("commands", lease);
    return lease.pool.stream(lease.index());
  }

  @Override
  public CommandBuffer newBuffer() {
    return queue().newBuffer();
  }

  /** Counted before the device can complete it; a refused one is not counted, nor ever settled. */
  @Override
  public void commit(CommandBuffer buffer) {
    LeasePool pool = lease.pool;
    pool.pend(lease);
    AtomicBoolean refused = new AtomicBoolean(true);
    try {
      // The last of its handlers: nobody gets the stream before all have been called.
      buffer.onCompleted(
          () -> {
            if (!refused.get()) {
              pool.completed(lease.index());
            }
          });
      refused.set(false);
      pool.commit(lease.index(), buffer);
    } catch (RuntimeException | Error thrown) {
      refused.set(true);
      pool.completed(lease.index());
      throw thrown;
    }
  }

  @Override
  public @Nullable CommandBuffer last() {
    return queue().last();
  }

  @Override
  public boolean isBusy() {
    return queue().isBusy();
  }

  @Override
  public void awaitIdle() {
    queue().awaitIdle();
  }

  @Override
  public void destroy() {
    throw new UnsupportedOperationException(
        lease + " ends with close(): the queue of its stream is the pool's");
  }
}
