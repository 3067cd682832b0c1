package org.lockstep.pool;

import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.DeviceException;
import org.lockstep.device.DeviceQueue;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.stream.CommandStream;

/** A stream of a pool. The object is there from the start; its queue is created at first use. */
public final class Stream {
  final StreamPoolProtocol pool;
  final RankedLock lock;

  /** Written under the creation lock and before the slot says ready; read after that. */
  @Nullable DeviceQueue queue;

  /** The command buffer that is being recorded; guarded by the stream's lock. */
  @Nullable CommandBuffer buffer;

  /** Made by the first who is to record on it, inside of a gate. */
  volatile @Nullable CommandStream commands;

  private final int index;

  Stream(StreamPoolProtocol pool, int index, RankCheck check) {
    this.pool = pool;
    this.index = index;
    this.lock = new RankedLock(LockRank.STREAM, "of stream " + index, check);
  }

  /** 0 is the default stream, which belongs to the main thread. */
  public int index() {
    return index;
  }

  CommandStream commands() {
    CommandStream mine = commands;
    return mine == null ? firstCommands() : mine;
  }

  /** Its jobs take turns with whoever submits to the stream: they have one lock. */
  private synchronized CommandStream firstCommands() {
    CommandStream mine = commands;
    if (mine == null) {
      mine = new CommandStream(requireQueue(), index, lock, pool.encoding);
      commands = mine;
    }
    return mine;
  }

  DeviceQueue requireQueue() {
    if (queue == null) {
      throw new DeviceException(
          this + " has no queue yet: a stream must be complete before others may find it");
    }
    return queue;
  }

  /**
   * Commits a buffer with nothing in it: completed, so is all that was committed before. Null if
   * nothing ever was.
   *
   * @throws DeviceException if the pool is closed
   */
  public @Nullable CommandBuffer mark() {
    if (queue == null) {
      return null;
    }
    CommandBuffer empty = queue.newBuffer();
    queue.commit(empty);
    return empty;
  }

  @Override
  public String toString() {
    return "stream " + index;
  }
}
