package org.lockstep.stream;

import org.lockstep.device.Device;

/**
 * Fault, the third of the chain, the fix of {@link ReentrantCommitOpenEncoder}: what must not be
 * committed while the job encodes is not committed; nobody makes up for it.
 */
public final class CommitSilentlySkipped extends ReentrantStream {
  public CommitSilentlySkipped(Device device) {
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
          }
        });
  }
}
