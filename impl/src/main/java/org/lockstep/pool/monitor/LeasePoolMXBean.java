package org.lockstep.pool.monitor;

import org.lockstep.pool.LeaseMetrics;

/** What JMX shows of a pool: {@link LeaseMetrics}, number by number. */
public interface LeasePoolMXBean {
  int getSize();

  int getInUse();

  int getWaiting();

  long getAcquired();

  long getWaits();

  long getWaitNanos();

  long getLongestWaitNanos();

  long getTimeouts();

  long getLeaks();
}
