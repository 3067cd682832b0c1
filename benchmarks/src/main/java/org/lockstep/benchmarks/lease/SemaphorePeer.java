package org.lockstep.benchmarks.lease;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A permit for each item that is free, and the items in a queue. */
final class SemaphorePeer implements Peer<Item> {
  private final Semaphore permits;
  private final Queue<Item> free = new ConcurrentLinkedQueue<>();

  SemaphorePeer(int size, boolean fair) {
    this.permits = new Semaphore(size, fair);
    for (int i = 0; i < size; i++) {
      free.add(new Item(i));
    }
  }

  @Override
  public Item borrow() throws InterruptedException {
    if (!permits.tryAcquire(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      throw Peer.outOfTime();
    }
    return Objects.requireNonNull(free.poll());
  }

  @Override
  public void giveBack(Item lent) {
    free.add(lent);
    permits.release();
  }
}
