package org.lockstep.barrier;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.DeviceBarrier.Point;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.device.DeviceQueue;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/** The plainest stream: every work is committed at once. Any number of threads may submit. */
public final class QueueStream implements FencedStream {
  private final int index;
  private final DeviceQueue queue;
  private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();

  /** Guarded by this: commits of several threads keep one order. */
  private @Nullable CommandBuffer last;

  public QueueStream(Device device, int index) {
    this.index = index;
    this.queue = device.createQueue(index);
  }

  @Override
  public int index() {
    return index;
  }

  /** Has the device execute this after all that was submitted before. */
  @Implements("DeviceBarrier!Commit")
  public void submit(Runnable work) {
    if (Seam.on()) {
      Seam.at(Point.COMMIT);
    }
    synchronized (this) {
      CommandBuffer buffer = queue.newBuffer();
      // The first failure stands until somebody has been told.
      buffer.onFailure(failure -> error.compareAndSet(null, failure));
      buffer.record(work);
      queue.commit(buffer);
      last = buffer;
    }
  }

  @Override
  public synchronized Fence fence() {
    return last == null ? Fence.PASSED : Fence.behind(last);
  }

  @Override
  public @Nullable Throwable takeFailure() {
    return error.getAndSet(null);
  }

  boolean hasFailed() {
    return error.get() != null;
  }

  synchronized @Nullable CommandBuffer last() {
    return last;
  }

  /** Gives the queue back to the device; all work must be done, see {@link DeviceBarrier#close}. */
  public void destroy() {
    queue.destroy();
  }
}
