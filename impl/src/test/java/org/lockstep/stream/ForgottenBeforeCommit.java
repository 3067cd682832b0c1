package org.lockstep.stream;

import java.util.Objects;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;
import org.lockstep.seam.Seam;

/** Fault: the stream forgets its buffer before it commits it, and then finds nothing to commit. */
public final class ForgottenBeforeCommit extends CommandStream {
  public ForgottenBeforeCommit(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  void commit(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.COMMIT);
    }
    Objects.requireNonNull(me.hand, "no buffer was taken");
    buffer = null;
    CommandBuffer mine = buffer;
    if (mine != null) {
      queue().commit(mine);
      last = mine;
    }
    me.hand = null;
    me.awaited = last;
  }
}
