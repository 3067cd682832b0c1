package org.lockstep.device;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** As a {@link HostDevice}, but some buffers fail, and then nothing in them is executed. */
public final class FlakyDevice implements Device, AutoCloseable {
  /** Says what fails. */
  public interface Faults {
    /**
     * The device, on its thread for this stream, begins with a buffer of these commands: what
     * befalls it instead of its being executed; null if nothing does. Must not throw.
     */
    @Nullable Throwable begin(int stream, List<Runnable> commands);
  }

  private final Faults faults;
  private final Queue<ExecutorService> executors = new ConcurrentLinkedQueue<>();

  public FlakyDevice(Faults faults) {
    this.faults = faults;
  }

  @Override
  public DeviceQueue createQueue(int stream) {
    return new FlakyQueue(stream);
  }

  /** Returns when the last handler has been called; nothing may be committed any more. */
  @Override
  public void close() throws InterruptedException {
    for (ExecutorService executor : executors) {
      executor.shutdown();
      while (!executor.awaitTermination(1, TimeUnit.DAYS)) {
        // It is not in a hurry.
      }
    }
  }

  private final class FlakyQueue implements DeviceQueue {
    private final int stream;
    private final QueueState state;
    private final ExecutorService executor;

    FlakyQueue(int stream) {
      this.stream = stream;
      this.state = new QueueState(stream);
      this.executor =
          Executors.newSingleThreadExecutor(
              work -> {
                Thread thread = new Thread(work, "flaky-queue-" + stream);
                thread.setDaemon(true);
                return thread;
              });
      executors.add(executor);
    }

    @Override
    public CommandBuffer newBuffer() {
      state.requireAlive("make a buffer of");
      return new CommandBuffer();
    }

    @Override
    public void commit(CommandBuffer buffer) {
      state.commit(buffer);
      executor.execute(() -> executeAndComplete(buffer));
    }

    private void executeAndComplete(CommandBuffer buffer) {
      buffer.awaitGate();
      Throwable fault = faults.begin(stream, buffer.commands());
      if (fault == null) {
        buffer.execute();
      } else {
        buffer.fail(fault);
      }
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
    }
  }
}
