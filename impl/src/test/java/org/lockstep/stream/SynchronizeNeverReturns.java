package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;
import org.lockstep.seam.Seam;

/**
 * Fault: synchronize() waits until the device has nothing left, not for what had been committed
 * when it was called: others may keep the device busy for ever.
 */
public final class SynchronizeNeverReturns extends CommandStream {
  public SynchronizeNeverReturns(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  void await(CommandSession me) {
    if (Seam.on()) {
      Seam.await(Point.AWAIT, () -> !queue().isBusy());
    }
    queue().awaitIdle();
    Throwable failure = error.getAndSet(null);
    if (failure != null) {
      throw new WorkFailedException(failure);
    }
  }
}
