package org.lockstep.stream;

import org.lockstep.device.Device;

/**
 * Fault, the second of the chain, the fix of {@link ReentrantEndsOuter}: inside of a job nobody
 * ends the encoder any more; the inner synchronize() commits all the same.
 */
public final class ReentrantCommitOpenEncoder extends ReentrantStream {
  public ReentrantCommitOpenEncoder(Device device) {
    super(device);
  }

  @Override
  public void synchronize() {
    CommandSession me = session();
    call(
        () -> {
          me.synchronizes = true;
          if (!isInJob(me)) {
            submit(me);
          } else if (take(me, true)) {
            commit(me);
          }
        });
  }
}
