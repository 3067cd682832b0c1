package org.lockstep.stream;

import org.lockstep.device.Device;
import org.lockstep.lock.RankCheck;

/**
 * What the chain of docs/dossier-reentrancy.md has in common: a call of a job is made at once, and
 * from then on jobs in the job record through the encoder of the job around them.
 */
abstract class ReentrantStream extends CommandStream {
  private boolean through; // touched on the queue only

  ReentrantStream(Device device) {
    super(device, 0, RankCheck.OFF);
  }

  @Override
  void runOnQueue(CommandSession me, Runnable job) {
    super.runOnQueue(
        me,
        () -> {
          through = false;
          job.run();
        });
  }

  /** Whether the caller is in a job that encodes; then it has made its call. */
  final boolean isInJob(CommandSession me) {
    through = through || me.encodes();
    return me.encodes();
  }

  @Override
  void open(CommandSession me) {
    if (!through) {
      super.open(me);
    }
  }
}
