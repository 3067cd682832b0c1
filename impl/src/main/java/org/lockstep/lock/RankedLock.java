package org.lockstep.lock;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * A reentrant lock that serves in the order of requests and has a rank. Beside its model,
 * EncodingLock.tla: {@code queue} is the tickets from {@code serving} up to {@code next}.
 *
 * <p>Why no wake-up is lost: a waiter first takes a ticket (writes {@code next}) and then reads
 * {@code serving}; who unlocks first writes {@code serving} and then reads {@code next}. Both are
 * volatile, so in their total order at least one of the two sees what the other wrote (Dekker):
 * either the waiter sees its turn, or the one who unlocks sees the waiter and wakes it, under the
 * monitor under which the waiter looks once more before it sleeps.
 */
public class RankedLock {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    REQUEST("Request"),
    GRANT("Grant"),
    UNLOCK("Unlock");

    private final String action;

    Point(String action) {
      this.action = action;
    }

    @Override
    public String action() {
      return action;
    }
  }

  /** What {@link #request} returns to the owner, who does not queue. */
  static final long REENTERED = -1;

  /** Waiters sleep on the condition of their ticket, so that few are woken who need not be. */
  private static final int CONDITIONS = 8;

  final AtomicLong next = new AtomicLong();
  final AtomicLong serving = new AtomicLong();

  // Not volatile: a thread compares it with itself only, and finds itself there only if it was the
  // last to write. The fields below are the owner's.
  @Nullable Thread owner;
  int depth;
  long ownerTicket;

  private final LockRank rank;
  private final String name;
  private final RankCheck check;
  private final ReentrantLock monitor = new ReentrantLock();
  private final Condition[] turn = new Condition[CONDITIONS];

  public RankedLock(LockRank rank, String name, RankCheck check) {
    this.rank = rank;
    this.name = name;
    this.check = check;
    for (int i = 0; i < CONDITIONS; i++) {
      turn[i] = monitor.newCondition();
    }
  }

  public final LockRank rank() {
    return rank;
  }

  public final void lock() {
    check.asks(this);
    long ticket = request();
    if (ticket != REENTERED) {
      grant(ticket);
    }
    check.took(this);
  }

  /** Whether nobody holds the lock and nobody has asked for it. */
  public final boolean isFree() {
    return next.get() == serving.get();
  }

  public final boolean isMine() {
    return owner == Thread.currentThread();
  }

  /** One atomic step takes the next place; that t is the owner, nobody else can change. */
  @Implements("EncodingLock!Request")
  long request() {
    if (Seam.on()) {
      Seam.at(Point.REQUEST);
    }
    if (isMine()) {
      depth++;
      return REENTERED;
    }
    return next.getAndIncrement();
  }

  @Implements("EncodingLock!Grant")
  void grant(long ticket) {
    if (Seam.on()) {
      Seam.await(Point.GRANT, new Turn(this, ticket));
    }
    if (serving.get() != ticket) {
      awaitTurn(ticket);
    }
    owns(ticket);
  }

  /** The last of several unlocks lets in whoever has the next ticket. */
  @Implements("EncodingLock!Unlock")
  public void unlock() {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK);
    }
    if (!isMine()) {
      throw new IllegalMonitorStateException(
          "thread "
              + Thread.currentThread().getName()
              + " gives back "
              + this
              + ", which it does not hold: lock() and unlock() come in pairs, on one thread");
    }
    check.gaveBack(this);
    if (--depth == 0) {
      owner = null;
      serve(serving.get() + 1);
    }
  }

  final void owns(long ticket) {
    owner = Thread.currentThread();
    ownerTicket = ticket;
    depth = 1;
  }

  private void serve(long ticket) {
    serving.set(ticket);
    if (next.get() == ticket) {
      return;
    }
    monitor.lock();
    try {
      condition(ticket).signalAll();
    } finally {
      monitor.unlock();
    }
  }

  private void awaitTurn(long ticket) {
    monitor.lock();
    try {
      while (serving.get() != ticket) {
        condition(ticket).awaitUninterruptibly();
      }
    } finally {
      monitor.unlock();
    }
  }

  private Condition condition(long ticket) {
    return turn[(int) (ticket % CONDITIONS)];
  }

  @Override
  public final String toString() {
    return "lock " + name + " (rank " + rank.rank() + ", " + rank.title() + ")";
  }

  /** What a thread that has asked waits for: announced at {@link Point#GRANT}. */
  public static class Turn implements BooleanSupplier {
    private final RankedLock lock;
    private final long ticket;

    Turn(RankedLock lock, long ticket) {
      this.lock = lock;
      this.ticket = ticket;
    }

    @Override
    public boolean getAsBoolean() {
      return lock.serving.get() == ticket;
    }

    final RankedLock lock() {
      return lock;
    }

    final long ticket() {
      return ticket;
    }
  }
}
