package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: who waits for the device stays on the queue meanwhile. */
public final class WaitOnOwnQueue extends CommandStream {
  public WaitOnOwnQueue(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  void runOnQueue(CommandSession me, Runnable job) {
    enter(me);
    try {
      runAndCatchUp(me, job);
      if (me.synchronizes) {
        await(me);
      }
      me.synchronizes = false;
    } finally {
      leave(me);
    }
  }
}
