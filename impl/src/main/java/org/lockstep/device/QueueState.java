package org.lockstep.device;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The part that queues of all devices have in common: how much is uncompleted, and destroyed. */
final class QueueState {
  private final int stream;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private int uncompleted;

  /** Not kept longer: what it was recorded from could not be collected. */
  private @Nullable CommandBuffer last;

  private boolean destroyed;

  QueueState(int stream) {
    this.stream = stream;
  }

  /** Counts a buffer in. Under the lock, so that a queue is never destroyed with work in it. */
  void commit(CommandBuffer buffer) {
    lock.lock();
    try {
      requireAlive("commit to");
      buffer.markCommitted();
      uncompleted++;
      last = buffer;
    } finally {
      lock.unlock();
    }
  }

  void completed(int buffers) {
    lock.lock();
    try {
      uncompleted -= buffers;
      if (uncompleted == 0) {
        last = null;
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isBusy() {
    lock.lock();
    try {
      return uncompleted > 0;
    } finally {
      lock.unlock();
    }
  }

  @Nullable CommandBuffer last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  void awaitIdle() {
    lock.lock();
    try {
      while (uncompleted > 0) {
        idle.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  void destroy() {
    lock.lock();
    try {
      requireAlive("destroy");
      if (uncompleted > 0) {
        throw new DeviceException(
            "destroy a busy queue: await that the queue of stream " + stream + " is idle first");
      }
      destroyed = true;
    } finally {
      lock.unlock();
    }
  }

  void requireAlive(String deed) {
    lock.lock();
    try {
      if (destroyed) {
        throw new DeviceException(
            deed + " a queue that is gone: the queue was destroyed (stream " + stream + ")");
      }
    } finally {
      lock.unlock();
    }
  }
}
