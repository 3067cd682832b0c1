package org.lockstep.stream;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;
import org.lockstep.seam.Seam;

/**
 * Fault: onCompleted() takes the buffer in one job, and adds the handler in the next: in between
 * the buffer may be committed.
 */
public final class HandlerAfterCommit extends CommandStream {
  public HandlerAfterCommit(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  public void onCompleted(Consumer<? super @Nullable Throwable> handler) {
    CommandSession me = session();
    call(() -> take(me, false));
    call(() -> addHandler(me, handler));
  }

  @Override
  void leave(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
    me.grip = null;
    me.onQueue = false;
    owner.unlock();
  }
}
