package org.lockstep.barrier;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.pool.Lease;

/** The stream of a lease: a fence of it is a work that does nothing, behind all the others. */
public final class FencedLease implements FencedStream {
  private final Lease lease;
  private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();

  public FencedLease(Lease lease) {
    this.lease = lease;
  }

  @Override
  public int index() {
    return lease.index();
  }

  /**
   * Records work and commits it, as {@link Lease#submit} does; its failure is the stream's.
   *
   * @throws org.lockstep.pool.StaleLeaseException if the lease was given back
   */
  public void submit(Runnable work) {
    commit(work);
  }

  private CommandBuffer commit(Runnable work) {
    AtomicReference<@Nullable CommandBuffer> committed = new AtomicReference<>();
    lease.submit(
        buffer -> {
          buffer.onFailure(failure -> error.compareAndSet(null, failure));
          buffer.record(work);
          committed.set(buffer);
        });
    return Objects.requireNonNull(committed.get());
  }

  @Override
  public Fence fence() {
    return Fence.behind(commit(() -> {}));
  }

  @Override
  public @Nullable Throwable takeFailure() {
    return error.getAndSet(null);
  }
}
