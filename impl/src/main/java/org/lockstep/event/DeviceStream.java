package org.lockstep.event;

import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.device.DeviceQueue;
import org.lockstep.device.Gate;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;

/** A stream with nothing but events on it: each is a command buffer of its own. */
public final class DeviceStream implements EventStream {
  final int index;
  final RankedLock owner;
  private final DeviceQueue queue;

  /** A stream of this device. */
  public DeviceStream(Device device, int index) {
    this.index = index;
    this.owner =
        new RankedLock(LockRank.STREAM, "of the queue of stream " + index, RankCheck.ofProcess());
    this.queue = device.createQueue(index);
  }

  @Override
  public void inTurn(Runnable job) {
    if (owner.isMine()) {
      job.run();
      return;
    }
    EventPoolProtocol.enter(owner);
    try {
      job.run();
    } finally {
      EventPoolProtocol.leave(owner);
    }
  }

  @Override
  public void whenReached(Runnable reached) {
    CommandBuffer buffer = queue.newBuffer();
    buffer.onCompleted(reached);
    queue.commit(buffer);
  }

  @Override
  public void await(Gate gate) {
    CommandBuffer buffer = queue.newBuffer();
    buffer.beginWhen(gate);
    queue.commit(buffer);
  }
}
