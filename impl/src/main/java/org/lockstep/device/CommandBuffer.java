package org.lockstep.device;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that is recorded by one thread at a time and then committed, once. Recording is not guarded:
 * whoever shares a buffer holds its stream's lock.
 */
public final class CommandBuffer {
  private final List<Runnable> work = new ArrayList<>(2);
  private final List<Runnable> handlers = new ArrayList<>(1);
  private final AtomicBoolean committed = new AtomicBoolean();
  private final CountDownLatch completed = new CountDownLatch(1);
  private @Nullable CommandEncoder encoder;
  private Consumer<? super Throwable> failureListener = failed -> {};
  private @Nullable Gate gate;
  private volatile @Nullable Throwable failure;
  private volatile int called;

  CommandBuffer() {}

  /** The one encoder; the next can be had when this one has ended. */
  public CommandEncoder newEncoder() {
    requireRecording("open an encoder on");
    if (encoder != null) {
      throw new DeviceException(
          "a command encoder is already encoding to this command buffer: end it first");
    }
    encoder = new CommandEncoder(this);
    return encoder;
  }

  void encoderEnded() {
    encoder = null;
  }

  /** Records a command that needs no encoder, and cannot be had beside one. */
  public void record(Runnable job) {
    requireNoEncoder("record into");
    add(job);
  }

  void add(Runnable job) {
    requireRecording("record into");
    work.add(job);
  }

  /** Adds what the device calls, on a thread of its own, when this buffer has completed. */
  public void onCompleted(Runnable handler) {
    requireRecording("add a handler to");
    handlers.add(handler);
  }

  /** The device does not begin with this buffer, nor with what comes after it, before that. */
  public void beginWhen(Gate open) {
    requireRecording("put a gate before");
    gate = open;
  }

  /** What it has to wait for, if anything. */
  public @Nullable Gate gate() {
    return gate;
  }

  boolean mayBegin() {
    return gate == null || gate.isOpen();
  }

  /** Called by a thread of the device that has nothing else to do. */
  void awaitGate() {
    if (gate == null || gate.isOpen()) {
      return;
    }
    CountDownLatch open = new CountDownLatch(1);
    gate.whenOpen(open::countDown);
    awaitUninterruptibly(open);
  }

  /** Who is told if this buffer fails: before anybody finds it completed. */
  public void onFailure(Consumer<? super Throwable> listener) {
    requireRecording("add a listener to");
    failureListener = listener;
  }

  /** The first exception that recorded work threw; it neither stops the queue nor later work. */
  public @Nullable Throwable failure() {
    return failure;
  }

  public boolean isCommitted() {
    return committed.get();
  }

  /** Whether the device is done with it; its handlers may still be running. */
  public boolean isCompleted() {
    return completed.getCount() == 0;
  }

  /** Waits until it has completed; an interrupt stays until then. */
  public void awaitCompleted() {
    awaitUninterruptibly(completed);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was recorded, in order. */
  public List<Runnable> commands() {
    return List.copyOf(work);
  }

  /** The handlers that have not been called, in order; one that is being called is the first. */
  public List<Runnable> handlersLeft() {
    return List.copyOf(handlers.subList(called, handlers.size()));
  }

  private void requireRecording(String deed) {
    if (committed.get()) {
      throw new DeviceException(deed + " an already committed command buffer");
    }
  }

  private void requireNoEncoder(String deed) {
    if (encoder != null) {
      throw new DeviceException(
          deed + " a command buffer on which an encoder is open: end it first");
    }
  }

  void markCommitted() {
    requireNoEncoder("commit");
    if (!committed.compareAndSet(false, true)) {
      throw new DeviceException("commit an already committed command buffer");
    }
  }

  void execute() {
    for (Runnable job : work) {
      try {
        job.run();
      } catch (Throwable thrown) {
        fail(thrown);
      }
    }
  }

  /** The device gives it up; what was recorded is not executed, or not to its end. */
  void fail(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** All handlers are called, and told what became of the work, whatever one of them does. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread of the device completes a buffer.
  void completed() {
    if (failure != null) {
      failureListener.accept(failure);
    }
    completed.countDown();
    for (Runnable handler : handlers) {
      try {
        handler.run();
      } catch (Throwable nobodysToKnow) {
        // The work is done, or has failed, all the same; there is nobody who could be told.
      }
      called++;
    }
  }
}
