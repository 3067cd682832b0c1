package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/**
 * Fault: whoever flushes, or synchronizes, does so without entering the queue: two take the same
 * buffer, and both commit it.
 */
public final class DoubleCommit extends CommandStream {
  public DoubleCommit(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  public void flush() {
    submit(session());
  }

  @Override
  public void synchronize() {
    CommandSession me = session();
    me.synchronizes = true;
    try {
      submit(me);
      await(me);
    } finally {
      me.synchronizes = false;
      me.awaited = null;
    }
  }
}
