package org.lockstep.stream;

import java.util.function.Consumer;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/**
 * Fault: a kernel takes the encoding lock and then enters the queue; a fill does it the other way
 * round. The check of ranks would stop it, and is off.
 */
public final class QueueLockInversion extends CommandStream {
  private boolean locked; // touched on the queue only

  public QueueLockInversion(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  public void encode(Consumer<? super Recorder> work) {
    CommandSession me = session();
    if (me.onQueue) {
      super.encode(work);
      return;
    }
    lock();
    try {
      call(
          () -> {
            open(me);
            locked = true;
            try {
              work.accept(recorder());
            } finally {
              locked = false;
            }
          });
    } finally {
      unlock();
    }
  }

  @Override
  void record(CommandSession me, Runnable command) {
    if (locked) {
      encode(me, command);
    } else {
      super.record(me, command);
    }
  }
}
