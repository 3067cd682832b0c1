package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: a job that throws does not leave the queue. */
public final class AbandonedQueueOwner extends CommandStream {
  public AbandonedQueueOwner(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  void runOnQueue(CommandSession me, Runnable job) {
    enter(me);
    runAndCatchUp(me, job);
    leave(me);
  }
}
