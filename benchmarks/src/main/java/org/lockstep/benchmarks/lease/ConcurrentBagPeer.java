package org.lockstep.benchmarks.lease;

import com.zaxxer.hikari.util.ConcurrentBag;
import com.zaxxer.hikari.util.ConcurrentBag.IConcurrentBagEntry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** The heart of HikariCP, with an entry that keeps its state as HikariCP's own does. */
final class ConcurrentBagPeer implements Peer<ConcurrentBagPeer.Entry> {
  static final class Entry extends Item implements IConcurrentBagEntry {
    private static final AtomicIntegerFieldUpdater<Entry> STATE =
        AtomicIntegerFieldUpdater.newUpdater(Entry.class, "state");

    private volatile int state = STATE_NOT_IN_USE;

    Entry(int number) {
      super(number);
    }

    @Override
    public boolean compareAndSet(int expected, int next) {
      return STATE.compareAndSet(this, expected, next);
    }

    @Override
    public void setState(int next) {
      STATE.set(this, next);
    }

    @Override
    public int getState() {
      return state;
    }
  }

  private final ConcurrentBag<Entry> bag = new ConcurrentBag<>(waiting -> {});

  ConcurrentBagPeer(int size) {
    for (int i = 0; i < size; i++) {
      bag.add(new Entry(i));
    }
  }

  @Override
  public Entry borrow() throws InterruptedException {
    Entry entry = bag.borrow(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (entry == null) {
      throw Peer.outOfTime();
    }
    return entry;
  }

  @Override
  public void giveBack(Entry lent) {
    bag.requite(lent);
  }

  @Override
  public void close() {
    bag.close();
  }
}
