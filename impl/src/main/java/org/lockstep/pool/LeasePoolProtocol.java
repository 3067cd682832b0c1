package org.lockstep.pool;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.DeviceQueue;
import org.lockstep.pool.LeasePool.Point;
import org.lockstep.pool.LeaseSession.Result;
import org.lockstep.pool.LeaseSession.Status;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * The steps of a {@link LeasePool}: each action of LeasePool.tla is the method of the same name,
 * which passes its step point and then makes its one access that others could see. What the lock of
 * the waiters protects is the affair of whoever holds it. A fault variant overrides the faulty
 * step.
 */
abstract class LeasePoolProtocol {
  /** What has become of a slot that its lessee gave back. */
  enum Freed {
    /** Free: whoever waits may have it. */
    HOME,
    /** Not yet: work is pending. */
    DRAINING,
    /** For good: the pool is being closed. */
    RETIRED
  }

  final int size;
  final SlotWords words;
  final AtomicInteger waiting = new AtomicInteger();
  final WaiterQueue queue = new WaiterQueue();
  boolean sealed;

  /** Who holds the lock of the waiters; written under it. */
  @Nullable Thread guardian;

  // A leaf: whoever holds it asks for no other lock, so it needs no rank.
  private final ReentrantLock guard = new ReentrantLock();
  private final DeviceQueue[] streams;
  private final ReentrantLock homes = new ReentrantLock();
  private final Condition retired = homes.newCondition();

  LeasePoolProtocol(LeasePoolBuilder settings) {
    this.size = settings.size;
    this.words = new SlotWords(size);
    this.streams = new DeviceQueue[size];
    for (int s = 0; s < size; s++) {
      streams[s] = settings.device.createQueue(s);
    }
  }

  /** The lease that the word of this slot speaks of. */
  abstract Lease lease(int slot, long word);

  // acquire(): a free slot if nobody waits, else a place in the queue.

  /**
   * Asked by who comes, so as not to overtake, and by who has freed a slot: after it has. A waiter
   * looks at the slots after it is counted. Both are volatile: in their total order at least one of
   * the two sees the other (Dekker), and no wake-up is lost.
   */
  @Implements("LeasePool!CheckWaiting")
  boolean checkWaiting() {
    if (Seam.on()) {
      Seam.at(Point.CHECK_WAITING);
    }
    return waiting.get() > 0;
  }

  /** One compare-and-set: the slot is free, and from now on mine. */
  @Implements("LeasePool!Claim")
  @Nullable Lease claim(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.CLAIM);
    }
    int slot = me.here();
    long word = take(slot, me.cursor == 0 ? me.guess() : words.get(slot));
    if (word == SlotWords.SHUT) {
      me.result = Result.CLOSED;
    }
    if (word <= SlotWords.SHUT) {
      return null;
    }
    me.leased(slot, word);
    return lease(slot, word);
  }

  /** As {@link #take(int, long)}, with nothing known of the word. */
  final long take(int slot) {
    return take(slot, words.get(slot));
  }

  /**
   * The word with which the slot is the caller's; if it was not free, 0, or SHUT if it is shut.
   *
   * @param word what the word of the slot may be now
   */
  final long take(int slot, long word) {
    while (true) {
      if (SlotWords.state(word) != SlotWords.FREE) {
        return word & SlotWords.SHUT;
      }
      long mine = SlotWords.claimed(word);
      if (words.change(slot, word, mine)) {
        return mine;
      }
      word = words.get(slot);
    }
  }

  @Implements("LeasePool!LockWaiters")
  void lockWaiters() {
    if (Seam.on()) {
      Seam.await(Point.LOCK_WAITERS, () -> !guard.isLocked());
    }
    guard.lock();
    guardian = Thread.currentThread();
  }

  /** Counted before it looks at the slots again. False if the pool is closed. */
  @Implements("LeasePool!Enlist")
  boolean enlist(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.ENLIST);
    }
    if (sealed) {
      me.result = Result.CLOSED;
      return false;
    }
    join(me);
    return true;
  }

  final void join(LeaseSession me) {
    queue.append(me);
    me.status = Status.WAITING;
    waiting.incrementAndGet();
  }

  /** Whoever holds the lock claims for whose turn it is, be it itself. */
  @Implements("LeasePool!ClaimFor")
  @Nullable Lease claimFor(int slot) {
    if (Seam.on()) {
      Seam.at(Point.CLAIM_FOR);
    }
    long word = take(slot);
    return word > SlotWords.SHUT ? lease(slot, word) : null;
  }

  /** From now on the waiter may find its lease, and only then is it woken. */
  @Implements("LeasePool!Grant")
  void grant(LeaseSession first, Lease lease) {
    if (Seam.on()) {
      Seam.at(Point.GRANT);
    }
    first.granted = lease;
    first.status = Status.GRANTED;
  }

  @Implements("LeasePool!Wake")
  void wake(LeaseSession first) {
    if (Seam.on()) {
      Seam.at(Point.WAKE);
    }
    first.woken = true;
    LockSupport.unpark(first.thread);
  }

  @Implements("LeasePool!Delist")
  void delist(LeaseSession first) {
    if (Seam.on()) {
      Seam.at(Point.DELIST);
    }
    queue.remove(first);
    waiting.decrementAndGet();
  }

  @Implements("LeasePool!UnlockWaiters")
  void unlockWaiters() {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK_WAITERS);
    }
    guardian = null;
    guard.unlock();
  }

  /** A grant counts, also if the time was up when it came. */
  @Implements("LeasePool!Look")
  Status look(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.LOOK);
    }
    Status told = me.status;
    if (told != Status.WAITING) {
      me.status = Status.NONE;
    }
    return told;
  }

  /**
   * Asleep, until woken, interrupted or out of time; looks again in each case, since who wakes it
   * may do so late, in a wait to come.
   */
  @Implements("LeasePool!Park")
  void park(LeaseSession me) {
    if (Seam.on()) {
      Seam.await(Point.PARK, () -> me.woken || me.mustGiveUp());
    }
    // Woken after this look, the thread has a permit and does not sleep. That nobody wakes it for
    // the next look is no loss: what it is woken for stands in its status before.
    // An interrupt of virtual time ends no real park.
    if (!me.wokenSoon(waiting.get() == 1) && !me.surroundings.isInterrupted(me.thread)) {
      if (!me.timed) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, me.left());
      }
    }
    me.woken = false;
  }

  /** Under the lock it is decided which came first, the grant or giving up. */
  @Implements("LeasePool!Withdraw")
  Status withdraw(LeaseSession me) {
    if (Seam.on()) {
      Seam.at(Point.WITHDRAW);
    }
    Status told = me.status;
    if (told == Status.WAITING) {
      leave(me);
    } else if (told == Status.CLOSED) {
      me.result = Result.CLOSED;
    }
    me.status = Status.NONE;
    return told;
  }

  /** Gives up while still waiting. */
  final void leave(LeaseSession me) {
    queue.remove(me);
    waiting.decrementAndGet();
    giveUp(me);
  }

  final void giveUp(LeaseSession me) {
    if (me.surroundings.isInterrupted(me.thread)) {
      me.surroundings.clearInterrupt(me.thread);
      me.result = Result.INTERRUPTED;
    } else {
      me.result = Result.TIMEOUT;
    }
  }

  // submit() and release(): with the word of the slot. A stale handle has another generation than
  // the word, and is refused.

  final void requireHeld(String call, Lease lease) {
    if (!SlotWords.isHeldBy(lease.generation(), words.get(lease.index()))) {
      throw new StaleLeaseException(call, lease);
    }
  }

  /** Counted before the device can complete it. */
  @Implements("LeasePool!Pend")
  void pend(Lease lease) {
    if (Seam.on()) {
      Seam.at(Point.PEND);
    }
    while (true) {
      long word = words.get(lease.index());
      if (!SlotWords.isHeldBy(lease.generation(), word)) {
        throw new StaleLeaseException("submit", lease);
      }
      if (SlotWords.pending(word) == SlotWords.MOST_PENDING) {
        throw new IllegalStateException(
            lease
                + " has "
                + SlotWords.MOST_PENDING
                + " works pending, the most there can be: wait until some have completed");
      }
      if (words.change(lease.index(), word, SlotWords.onePendingMore(word))) {
        return;
      }
    }
  }

  @Implements("LeasePool!Commit")
  void commit(int slot, CommandBuffer buffer) {
    if (Seam.on()) {
      Seam.at(Point.COMMIT);
    }
    streams[slot].commit(buffer);
  }

  /** With work pending nobody may have it yet: its completion brings it home. */
  @Implements("LeasePool!Free")
  Freed free(Lease lease) {
    if (Seam.on()) {
      Seam.at(Point.FREE);
    }
    int slot = lease.index();
    // As a rule nothing has befallen it since: then there is no need to read it first.
    long word = lease.word;
    while (true) {
      if (!SlotWords.isHeldBy(lease.generation(), word)) {
        throw new StaleLeaseException("close", lease);
      }
      boolean drains = SlotWords.pending(word) > 0;
      long freed = drains ? SlotWords.with(word, SlotWords.DRAINING) : SlotWords.home(word);
      if (words.change(slot, word, freed)) {
        return drains ? Freed.DRAINING : broughtHome(freed);
      }
      word = words.get(slot);
    }
  }

  /** The handler of a completed work, on whatever thread the device has for it. */
  @Implements("LeasePool!Settle")
  Freed settle(int slot) {
    if (Seam.on()) {
      Seam.at(Point.SETTLE);
    }
    while (true) {
      long word = words.get(slot);
      long settled = SlotWords.onePendingLess(word);
      boolean last = SlotWords.state(word) == SlotWords.DRAINING && SlotWords.pending(settled) == 0;
      long freed = last ? SlotWords.home(settled) : settled;
      if (words.change(slot, word, freed)) {
        return last ? broughtHome(freed) : Freed.DRAINING;
      }
    }
  }

  /** Tells the closers if the slot is theirs now. */
  final Freed broughtHome(long word) {
    if (!SlotWords.isShut(word)) {
      return Freed.HOME;
    }
    homes.lock();
    try {
      retired.signalAll();
    } finally {
      homes.unlock();
    }
    return Freed.RETIRED;
  }

  // close(): whoever waits is refused, nobody can claim any more, and each stream is taken down
  // when it has come home. Lessees are not cut off.

  @Implements("LeasePool!Seal")
  void seal() {
    if (Seam.on()) {
      Seam.at(Point.SEAL);
    }
    sealed = true;
  }

  @Implements("LeasePool!Refuse")
  void refuse(LeaseSession first) {
    if (Seam.on()) {
      Seam.at(Point.REFUSE);
    }
    first.status = Status.CLOSED;
  }

  @Implements("LeasePool!Shut")
  void shut(int slot) {
    if (Seam.on()) {
      Seam.at(Point.SHUT);
    }
    while (true) {
      long word = words.get(slot);
      long shut = SlotWords.shut(word);
      if (SlotWords.state(word) == SlotWords.FREE) {
        shut = SlotWords.home(shut);
      }
      if (words.change(slot, word, shut)) {
        return;
      }
    }
  }

  @Implements("LeasePool!AwaitHome")
  void awaitHome(int slot) {
    if (Seam.on()) {
      Seam.await(Point.AWAIT_HOME, () -> isHome(slot));
    }
    if (isHome(slot)) {
      return;
    }
    // Whoever brings it home does so before it takes this monitor: it cannot signal between our
    // look and our sleep.
    homes.lock();
    try {
      while (!isHome(slot)) {
        retired.awaitUninterruptibly();
      }
    } finally {
      homes.unlock();
    }
  }

  private boolean isHome(int slot) {
    return SlotWords.state(words.get(slot)) >= SlotWords.RETIRED;
  }

  /** Of several closers exactly one gets the stream. */
  @Implements("LeasePool!TakeDown")
  boolean takeDown(int slot) {
    if (Seam.on()) {
      Seam.at(Point.TAKE_DOWN);
    }
    long word = words.get(slot);
    return SlotWords.state(word) == SlotWords.RETIRED
        && words.change(slot, word, SlotWords.with(word, SlotWords.GONE));
  }

  @Implements("LeasePool!Destroy")
  void destroy(int slot) {
    if (Seam.on()) {
      Seam.at(Point.DESTROY);
    }
    stream(slot).destroy();
  }

  final DeviceQueue stream(int slot) {
    return Objects.requireNonNull(streams[slot]);
  }
}
