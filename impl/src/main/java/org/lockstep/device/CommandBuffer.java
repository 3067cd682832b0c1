package org.lockstep.device;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Work that is recorded by one thread at a time and then committed, once. Recording is not guarded:
 * whoever shares a buffer holds its stream's lock.
 */
public final class CommandBuffer {
  private final List<Runnable> work = new ArrayList<>(2);
  private final List<Runnable> handlers = new ArrayList<>(1);
  private final AtomicBoolean committed = new AtomicBoolean();
  private volatile @Nullable Throwable failure;

  CommandBuffer() {}

  public void record(Runnable job) {
    requireRecording("record into");
    work.add(job);
  }

  /** Adds what the device calls, on a thread of its own, when this buffer has completed. */
  public void onCompleted(Runnable handler) {
    requireRecording("add a handler to");
    handlers.add(handler);
  }

  /** The first exception that recorded work threw; it neither stops the queue nor later work. */
  public @Nullable Throwable failure() {
    return failure;
  }

  private void requireRecording(String deed) {
    if (committed.get()) {
      throw new DeviceException(deed + " an already committed command buffer");
    }
  }

  void markCommitted() {
    if (!committed.compareAndSet(false, true)) {
      throw new DeviceException("commit an already committed command buffer");
    }
  }

  void execute() {
    run(work);
  }

  void completed() {
    run(handlers);
  }

  private void run(List<Runnable> jobs) {
    for (Runnable job : jobs) {
      try {
        job.run();
      } catch (Throwable thrown) {
        if (failure == null) {
          failure = thrown;
        }
      }
    }
  }
}
