package org.lockstep.benchmarks.lease;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What is free stands in a bounded queue. */
final class BlockingQueuePeer implements Peer<Item> {
  private final BlockingQueue<Item> free;

  BlockingQueuePeer(int size, boolean fair) {
    this.free = new ArrayBlockingQueue<>(size, fair);
    for (int i = 0; i < size; i++) {
      free.add(new Item(i));
    }
  }

  @Override
  public Item borrow() throws InterruptedException {
    Item item = free.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (item == null) {
      throw Peer.outOfTime();
    }
    return item;
  }

  @Override
  public void giveBack(Item lent) {
    free.add(lent);
  }
}
