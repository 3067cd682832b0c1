package org.lockstep.device;

import org.jspecify.annotations.Nullable;

/** A serial queue of a device: executes command buffers in the order of their commits. */
public interface DeviceQueue {
  CommandBuffer newBuffer();

  /**
   * Hands a buffer over for execution.
   *
   * @throws DeviceException if the buffer was committed before, if the queue was destroyed, or if
   *     the device refuses
   */
  void commit(CommandBuffer buffer);

  /** What was committed last, by whomever; null if all that was committed has been executed. */
  @Nullable CommandBuffer last();

  /** Whether committed work has not completed yet; a destroyed queue is idle. */
  boolean isBusy();

  /** Waits until the queue is idle. */
  void awaitIdle();

  /**
   * Gives the queue back to the device.
   *
   * @throws DeviceException if it was destroyed before, or is busy
   */
  void destroy();
}
