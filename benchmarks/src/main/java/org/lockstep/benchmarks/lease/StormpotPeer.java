package org.lockstep.benchmarks.lease;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import stormpot.Allocator;
import stormpot.Expiration;
import stormpot.Pool;
import stormpot.Poolable;
import stormpot.Slot;
import stormpot.Timeout;

/** Stormpot (its BlazePool), with objects that never expire. */
final class StormpotPeer implements Peer<StormpotPeer.Pooled> {
  static final class Pooled extends Item implements Poolable {
    private final Slot slot;

    Pooled(int number, Slot slot) {
      super(number);
      this.slot = slot;
    }

    @Override
    public void release() {
      slot.release(this);
    }
  }

  private static final class Items implements Allocator<Pooled> {
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public Pooled allocate(Slot slot) {
      return new Pooled(made.getAndIncrement(), slot);
    }

    @Override
    public void deallocate(Pooled item) {}
  }

  private final Timeout timeout = new Timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  private final Pool<Pooled> pool;

  StormpotPeer(int size) {
    this.pool = Pool.from(new Items()).setSize(size).setExpiration(Expiration.never()).build();
  }

  @Override
  public Pooled borrow() throws InterruptedException {
    Pooled item = pool.claim(timeout);
    if (item == null) {
      throw Peer.outOfTime();
    }
    return item;
  }

  @Override
  public void giveBack(Pooled lent) {
    lent.release();
  }

  @Override
  public void close() {
    try {
      pool.shutdown().await(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
