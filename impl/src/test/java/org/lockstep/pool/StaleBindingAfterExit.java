package org.lockstep.pool;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Fault: what a pool knows of a thread goes by its name and outlives it. */
public final class StaleBindingAfterExit extends StreamPool {
  public StaleBindingAfterExit(StreamPoolBuilder settings) {
    super(settings);
  }

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  @Override
  Session session() {
    return sessions.computeIfAbsent(Thread.currentThread().getName(), name -> newSession());
  }
}
