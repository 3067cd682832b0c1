package org.lockstep.encoding;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Which threads have work on the device, and waiting for it. Keeps no thread without work. */
final class Completions {
  private final Set<EncoderSession> pending = ConcurrentHashMap.newKeySet();
  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition completed = monitor.newCondition();

  void dispatched(EncoderSession me) {
    me.dispatched();
    pending.add(me);
  }

  /** Takes back what {@link #dispatched} said: no completion will come for it. */
  void refused(EncoderSession me) {
    me.refused();
  }

  /**
   * Completes what the device has executed. A session without work is removed, and looked at once
   * more: one that dispatches meanwhile is either seen here to be pending, or adds itself after the
   * removal.
   */
  void complete() {
    for (EncoderSession session : pending) {
      session.finish();
      if (!session.isPending()) {
        pending.remove(session);
        if (session.isPending()) {
          pending.add(session);
        }
      }
    }
    monitor.lock();
    try {
      completed.signalAll();
    } finally {
      monitor.unlock();
    }
  }

  /** Looks again under the monitor under which it is woken: no completion is missed. */
  void await(EncoderSession me) {
    monitor.lock();
    try {
      while (me.isPending()) {
        completed.awaitUninterruptibly();
      }
    } finally {
      monitor.unlock();
    }
  }
}
