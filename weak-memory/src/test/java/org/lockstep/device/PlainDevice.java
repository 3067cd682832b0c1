package org.lockstep.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Without a monitor, inside of which Lincheck does not see that an exception sets it free. A stream
 * has one queue at a time. Work completes at commit, or when it is told to; then commits and
 * completions are on one thread.
 */
public final class PlainDevice implements Device {
  private static final int MOST_STREAMS = 8;

  private final AtomicIntegerArray queues = new AtomicIntegerArray(MOST_STREAMS);
  private final Deque<CommandBuffer> uncompleted = new ArrayDeque<>();
  private final boolean atCommit;

  public PlainDevice(boolean atCommit) {
    this.atCommit = atCommit;
  }

  public void completeOne() {
    CommandBuffer oldest = uncompleted.poll();
    if (oldest != null) {
      oldest.completed();
    }
  }

  @Override
  public DeviceQueue createQueue(int stream) {
    if (!queues.compareAndSet(stream, 0, 1)) {
      throw new DeviceException("a second queue");
    }
    return new Queue(stream);
  }

  private final class Queue implements DeviceQueue {
    private final int stream;

    Queue(int stream) {
      this.stream = stream;
    }

    private void requireAlive() {
      if (queues.get(stream) == 0) {
        throw new DeviceException("the queue was destroyed");
      }
    }

    @Override
    public CommandBuffer newBuffer() {
      requireAlive();
      return new CommandBuffer();
    }

    @Override
    public void commit(CommandBuffer buffer) {
      requireAlive();
      buffer.markCommitted();
      if (atCommit) {
        buffer.completed();
      } else {
        uncompleted.add(buffer);
      }
    }

    @Override
    public @Nullable CommandBuffer last() {
      return null;
    }

    @Override
    public boolean isBusy() {
      return false;
    }

    @Override
    public void awaitIdle() {}

    @Override
    public void destroy() {
      if (!queues.compareAndSet(stream, 1, 0)) {
        throw new DeviceException("destroyed twice");
      }
    }
  }
}
