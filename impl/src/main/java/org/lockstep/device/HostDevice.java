package org.lockstep.device;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A device that really executes work: each queue has one daemon thread that does it in order. */
public final class HostDevice implements Device {
  private final AtomicInteger held = new AtomicInteger();

  @Override
  public DeviceQueue createQueue(int stream) {
    held.incrementAndGet();
    return new HostQueue(stream);
  }

  /** How many queues the device holds. */
  public int queues() {
    return held.get();
  }

  private final class HostQueue implements DeviceQueue {
    private final QueueState state;
    private final ExecutorService executor;

    HostQueue(int stream) {
      this.state = new QueueState(stream);
      this.executor =
          Executors.newSingleThreadExecutor(
              work -> {
                Thread thread = new Thread(work, "lockstep-queue-" + stream);
                thread.setDaemon(true);
                return thread;
              });
    }

    @Override
    public CommandBuffer newBuffer() {
      state.requireAlive("make a buffer of");
      return new CommandBuffer();
    }

    @Override
    public void commit(CommandBuffer buffer) {
      state.commit(buffer);
      try {
        executor.execute(() -> executeAndComplete(buffer));
      } catch (RejectedExecutionException impossible) {
        // Counted in, the queue is busy and cannot be destroyed; only then is its executor shut.
        throw new AssertionError(impossible);
      }
    }

    private void executeAndComplete(CommandBuffer buffer) {
      buffer.awaitGate();
      buffer.execute();
      state.completed(1);
      buffer.completed();
    }

    @Override
    public @Nullable CommandBuffer last() {
      return state.last();
    }

    @Override
    public boolean isBusy() {
      return state.isBusy();
    }

    @Override
    public void awaitIdle() {
      state.awaitIdle();
    }

    @Override
    public void destroy() {
      state.destroy();
      executor.shutdown();
      held.decrementAndGet();
    }
  }
}
