package org.lockstep.benchmarks.lease;

import static org.lockstep.pool.LeakDetection.OFF;
import static org.lockstep.pool.LeakDetection.SAMPLED;

import java.util.function.IntFunction;

/**
 * Who is compared, and what each promises. A pool that promises less may be faster for it: the
 * table of times is to be read beside this one.
 *
 * <p>In order: nobody who comes later gets something before who waits already. Refuses a second
 * giving back: and if somebody else has the item by then? Wakes at once: a waiter hears of an item
 * when it is given back, not only when it looks the next time.
 */
public enum Contender {
  LEASE_POOL("LeasePool", "yes", "always", "yes", size -> new LeasePoolPeer(size, true, OFF)),
  LEASE_POOL_SAMPLED(
      "LeasePool, leaks sampled",
      "yes",
      "always",
      "yes",
      size -> new LeasePoolPeer(size, true, SAMPLED)),
  LEASE_POOL_BARGING(
      "LeasePool barging", "no", "always", "yes", size -> new LeasePoolPeer(size, false, OFF)),
  NATIVE_LEASE_POOL(
      "LeasePool of C++, through JavaCPP",
      "yes",
      "always",
      "yes",
      size -> new NativeLeasePoolPeer(size, true)),
  STORMPOT(
      "Stormpot",
      "no",
      "unless it is lent again",
      "no: looks every 100 ms for what its thread keeps",
      StormpotPeer::new),
  CONCURRENT_BAG(
      "ConcurrentBag", "among waiters", "no", "yes, by turning round", ConcurrentBagPeer::new),
  QUEUE_FAIR(
      "ArrayBlockingQueue fair",
      "at its lock",
      "if it is full",
      "yes",
      size -> new BlockingQueuePeer(size, true)),
  QUEUE(
      "ArrayBlockingQueue",
      "no",
      "if it is full",
      "yes",
      size -> new BlockingQueuePeer(size, false)),
  SEMAPHORE_FAIR(
      "Semaphore fair + queue", "yes", "no", "yes", size -> new SemaphorePeer(size, true)),
  SEMAPHORE("Semaphore + queue", "no", "no", "yes", size -> new SemaphorePeer(size, false)),
  COMMONS_POOL_FAIR(
      "commons-pool2 fair",
      "at its lock",
      "unless it is lent again",
      "yes",
      size -> new CommonsPoolPeer(size, true)),
  COMMONS_POOL(
      "commons-pool2",
      "no",
      "unless it is lent again",
      "yes",
      size -> new CommonsPoolPeer(size, false));

  final String title;
  final String inOrder;
  final String refusesSecond;
  final String wakesAtOnce;
  private final IntFunction<Peer<?>> maker;

  Contender(
      String title,
      String inOrder,
      String refusesSecond,
      String wakesAtOnce,
      IntFunction<Peer<?>> maker) {
    this.title = title;
    this.inOrder = inOrder;
    this.refusesSecond = refusesSecond;
    this.wakesAtOnce = wakesAtOnce;
    this.maker = maker;
  }

  Peer<?> open(int size) {
    return maker.apply(size);
  }

  /** Of the two kinds of LeasePool, the one that promises about the same. */
  boolean keepsOrder() {
    return !inOrder.equals("no");
  }

  boolean isOurs() {
    return title.startsWith("LeasePool");
  }
}
