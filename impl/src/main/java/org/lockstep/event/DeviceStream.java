package org.lockstep.event;

import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.device.DeviceQueue;
import org.lockstep.device.Gate;
import org.lockstep.event.EventPool.Point;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

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
    enter();
    try {
      job.run();
    } finally {
      leave();
    }
  }

  /** So that signals are marked in the order of their values. */
  @Implements("EventPool!Enter")
  private void enter() {
    if (Seam.on()) {
      Seam.await(Point.ENTER, owner::isFree);
    }
    owner.lock();
  }

  @Implements("EventPool!Leave")
  private void leave() {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
    owner.unlock();
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
