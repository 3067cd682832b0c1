package org.lockstep.device;

import org.jspecify.annotations.Nullable;

/** Another queue, of which a test changes one answer. */
public class ForwardingQueue implements DeviceQueue {
  private final DeviceQueue queue;

  public ForwardingQueue(DeviceQueue queue) {
    this.queue = queue;
  }

  @Override
  public CommandBuffer newBuffer() {
    return queue.newBuffer();
  }

  @Override
  public void commit(CommandBuffer buffer) {
    queue.commit(buffer);
  }

  @Override
  public @Nullable CommandBuffer last() {
    return queue.last();
  }

  @Override
  public boolean isBusy() {
    return queue.isBusy();
  }

  @Override
  public void awaitIdle() {
    queue.awaitIdle();
  }

  @Override
  public void destroy() {
    queue.destroy();
  }
}
