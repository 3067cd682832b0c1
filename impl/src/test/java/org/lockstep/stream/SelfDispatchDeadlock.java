package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/** Fault: a call of a job enters the queue like any other: it waits for its own job. */
public final class SelfDispatchDeadlock extends CommandStream {
  public SelfDispatchDeadlock(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  public void call(Runnable job) {
    CommandSession me = session();
    boolean first = !me.onQueue;
    runOnQueue(me, job);
    if (first && me.synchronizes) {
      try {
        await(me);
      } finally {
        me.synchronizes = false;
      }
    }
  }
}
