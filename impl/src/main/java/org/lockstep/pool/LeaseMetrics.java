package org.lockstep.pool;

/**
 * What a pool has done so far, and how it stands. Read without stopping anybody: each number is
 * right by itself, together they need not be of one moment.
 *
 * @param size how many streams there are
 * @param inUse leased, or given back with work pending
 * @param waiting threads that wait now
 * @param acquired leases so far
 * @param waits of these and of those that failed, how many had to wait
 * @param waitNanos how long they waited together
 * @param longestWaitNanos and the one that waited longest
 * @param timeouts waits that ended since their time was up
 * @param leaks leases that were reported as lost or too old
 */
public record LeaseMetrics(
    int size,
    int inUse,
    int waiting,
    long acquired,
    long waits,
    long waitNanos,
    long longestWaitNanos,
    long timeouts,
    long leaks) {}
