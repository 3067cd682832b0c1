package org.lockstep.pool;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.pool.LeaseSession.Result;
import org.lockstep.pool.LeaseSession.Status;
import org.lockstep.seam.Implements;
import org.lockstep.stream.CommandStream;

/**
 * A pool of GPU streams that are leased: from {@link #acquire} to {@link Lease#close} a stream is
 * its lessee's alone. Whoever finds none free waits as long as it said, in all; waiters are served
 * in the order in which they came, unless the pool was built with {@link LeasePoolBuilder#barging}.
 * A lease may be taken on one thread and given back on another; platform or virtual threads alike.
 *
 * <p>A thread may hold several leases. Threads that wait for a further one while they hold what the
 * others wait for wait for ever: acquire with a timeout then.
 *
 * <p>Beside its model, LeasePool.tla: this class says which step follows which, {@link
 * LeasePoolProtocol} what each step does.
 */
public class LeasePool extends LeasePoolProtocol implements AutoCloseable {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    CHECK_WAITING("CheckWaiting"),
    CLAIM("Claim"),
    LOCK_WAITERS("LockWaiters"),
    ENLIST("Enlist"),
    CLAIM_FOR("ClaimFor"),
    GRANT("Grant"),
    WAKE("Wake"),
    DELIST("Delist"),
    UNLOCK_WAITERS("UnlockWaiters"),
    LOOK("Look"),
    PARK("Park"),
    WITHDRAW("Withdraw"),
    PEND("Pend"),
    COMMIT("Commit"),
    FREE("Free"),
    SETTLE("Settle"),
    SEAL("Seal"),
    REFUSE("Refuse"),
    SHUT("Shut"),
    AWAIT_HOME("AwaitHome"),
    TAKE_DOWN("TakeDown"),
    DESTROY("Destroy");

    private final String action;

    Point(String action) {
      this.action = action;
    }

    @Override
    public String action() {
      return action;
    }
  }

  /** As a timeout: waits without a limit. The only negative one that is allowed. */
  public static final Duration FOREVER = Duration.ofMillis(-1);

  static final long NO_LIMIT = -1;

  private final boolean fifo;
  private final long waitNanos;
  private final LeasePoolBuilder settings;
  private final LeakWatch leaks;
  private final RankedLock encoding =
      new RankedLock(LockRank.ENCODING, "of encoding", RankCheck.ofProcess());
  private final WaitStatistics statistics = new WaitStatistics();
  private final ThreadLocal<LeaseSession> session = ThreadLocal.withInitial(this::newSession);

  LeasePool(LeasePoolBuilder settings) {
    super(settings);
    this.settings = settings;
    this.fifo = settings.fifo;
    this.waitNanos = settings.waitNanos;
    this.leaks = new LeakWatch(settings.leaks, settings.overAgeNanos, settings.leakListener);
  }

  public static LeasePoolBuilder builder(Device device) {
    return new LeasePoolBuilder(device);
  }

  /** How many streams there are. */
  public final int size() {
    return size;
  }

  /** How the pool stands, and what it has done so far. */
  public final LeaseMetrics metrics() {
    int inUse = 0;
    long acquired = 0;
    for (int slot = 0; slot < size; slot++) {
      long word = words.get(slot);
      int state = SlotWords.state(word);
      inUse += state == SlotWords.HELD || state == SlotWords.DRAINING ? 1 : 0;
      acquired += SlotWords.generation(word);
    }
    return new LeaseMetrics(
        size,
        inUse,
        waiting.get(),
        acquired,
        statistics.waits.sum(),
        statistics.nanos.sum(),
        statistics.longest.get(),
        statistics.timeouts.sum(),
        leaks.reports());
  }

  final LeaseSession session() {
    return session.get();
  }

  private LeaseSession newSession() {
    int hint = Math.floorMod(settings.hint.applyAsInt(Thread.currentThread()), size);
    return new LeaseSession(settings.surroundings, size, hint);
  }

  @Override
  final Lease lease(int slot, long word) {
    return new Lease(this, slot, word);
  }

  /** A stream that is free now, null if there is none or somebody waits for one already. */
  @Implements("LeasePool!CallTry")
  public final @Nullable Lease tryAcquire() {
    LeaseSession me = session();
    Lease lease = claimUnlessOvertaking(me);
    if (me.result == Result.CLOSED) {
      throw new PoolClosedException("tryAcquire");
    }
    return lease == null ? null : leaks.taken(lease);
  }

  /** As {@link #acquire(Duration)} with the timeout that the pool was built with. */
  public final Lease acquire() throws InterruptedException {
    return acquireWithin(waitNanos);
  }

  /**
   * A stream for the caller alone, at once or when one has become free.
   *
   * @param timeout how long to wait in all: 0 not at all, {@link #FOREVER} without a limit
   * @throws AcquireTimeoutException if none became free in that time
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws PoolClosedException if the pool is closed, or is being closed while it waits
   */
  @Implements("LeasePool!CallAcquire")
  public final Lease acquire(Duration timeout) throws InterruptedException {
    return acquireWithin(nanos(timeout));
  }

  private Lease acquireWithin(long limit) throws InterruptedException {
    if (limit == 0) {
      Lease lease = tryAcquire();
      if (lease == null) {
        throw new AcquireTimeoutException(0, size);
      }
      return lease;
    }
    LeaseSession me = session();
    Lease lease = claimUnlessOvertaking(me);
    if (lease == null && me.result == Result.NONE) {
      WaitStatistics.Wait wait = statistics.begin(waiting.get());
      lease = await(me, limit);
      wait.end(me.result, lease);
    }
    if (lease != null) {
      return leaks.taken(lease);
    }
    switch (me.result) {
      case INTERRUPTED -> throw new InterruptedException("interrupted while waiting for a stream");
      case TIMEOUT -> throw new AcquireTimeoutException(limit, size);
      default -> throw new PoolClosedException("acquire");
    }
  }

  private @Nullable Lease claimUnlessOvertaking(LeaseSession me) {
    // A store of a reference can cost a fence: the garbage collector's.
    if (me.result != Result.NONE) {
      me.result = Result.NONE;
    }
    if (fifo && wouldOvertake()) {
      return null;
    }
    do {
      Lease lease = claim(me);
      if (lease != null || me.result != Result.NONE) {
        me.cursor = 0;
        return lease;
      }
    } while (me.advance());
    return null;
  }

  /** Whether somebody came before the caller. */
  boolean wouldOvertake() {
    return checkWaiting();
  }

  private @Nullable Lease await(LeaseSession me, long limit) {
    me.startClock(limit);
    try {
      lockWaiters();
      try {
        if (enlist(me)) {
          match(me);
        }
      } finally {
        unlockWaiters();
      }
      while (me.result == Result.NONE) {
        Status told = look(me);
        if (told == Status.WAITING) {
          told = me.mustGiveUp() ? giveUpUnlessTold(me) : told;
        }
        if (told == Status.GRANTED) {
          return granted(me);
        }
        if (told == Status.CLOSED) {
          me.result = Result.CLOSED;
        } else if (me.result == Result.NONE) {
          park(me);
        }
      }
      return null;
    } finally {
      me.end();
    }
  }

  private Status giveUpUnlessTold(LeaseSession me) {
    lockWaiters();
    try {
      return withdraw(me);
    } finally {
      unlockWaiters();
    }
  }

  private static Lease granted(LeaseSession me) {
    Lease lease = Objects.requireNonNull(me.granted);
    me.leased(lease.index(), lease.word);
    me.granted = null;
    return lease;
  }

  /** Whoever waits gets what is free: the first the first. The lock of the waiters is held. */
  final void match(LeaseSession me) {
    if (queue.isEmpty()) {
      return;
    }
    do {
      Lease lease = claimFor(me.here());
      if (lease != null) {
        LeaseSession first = queue.first();
        hand(first, lease);
        delist(first);
        if (queue.isEmpty()) {
          break;
        }
      }
    } while (me.advance());
    me.cursor = 0;
  }

  /** In this order: whoever is woken finds what it was woken for. */
  void hand(LeaseSession first, Lease lease) {
    grant(first, lease);
    wake(first);
  }

  final void submit(Lease lease, Consumer<? super CommandBuffer> work) {
    int slot = lease.index();
    pend(lease);
    boolean committed = false;
    try {
      CommandBuffer buffer = stream(slot).newBuffer();
      work.accept(buffer);
      buffer.onCompleted(() -> completed(slot));
      commit(slot, buffer);
      committed = true;
    } finally {
      if (!committed) {
        // Nothing will ever complete: whoever waits for this stream would wait for ever.
        completed(slot);
      }
    }
  }

  /** The stream of this lease, of its lessee alone: nothing of it is left for the next one. */
  final CommandStream newCommands(Lease lease) {
    return new CommandStream(new LeasedQueue(lease), lease.index(), encoding);
  }

  /** What was recorded is pending work when the lease is given back. */
  final void retire(CommandStream commands, Lease lease) {
    commands.retire(() -> new StaleLeaseException("commands", lease), settings.failureListener);
  }

  final void release(Lease lease) {
    if (releaseSlot(lease) && checkWaiting()) {
      serve(lease.index());
    }
  }

  /** Whether the slot is free now. */
  boolean releaseSlot(Lease lease) {
    return free(lease) == Freed.HOME;
  }

  /** What the device calls when a work of this stream has completed, or was refused. */
  final void completed(int slot) {
    if (settle(slot) == Freed.HOME && checkWaiting()) {
      serve(slot);
    }
  }

  private void serve(int slot) {
    LeaseSession me = session();
    int last = me.last;
    me.last = slot;
    try {
      lockWaiters();
      try {
        match(me);
      } finally {
        unlockWaiters();
      }
    } finally {
      me.last = last;
    }
  }

  /**
   * Refuses whoever waits, and returns when every lease has been given back, its work has
   * completed, and its stream was given back to the device. Any number of threads may close, any
   * number of times.
   */
  @Override
  @Implements("LeasePool!CallClose")
  public final void close() {
    LeaseSession me = session();
    lockWaiters();
    try {
      seal();
      while (!queue.isEmpty()) {
        LeaseSession first = queue.first();
        refuse(first);
        wake(first);
        delist(first);
      }
    } finally {
      unlockWaiters();
    }
    do {
      shut(me.cursor);
    } while (me.advance());
    do {
      awaitHome(me.cursor);
      if (takeDown(me.cursor)) {
        destroy(me.cursor);
      }
    } while (me.advance());
  }

  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      if (timeout.equals(FOREVER)) {
        return NO_LIMIT;
      }
      throw new IllegalArgumentException(
          "a timeout is 0 or more, or LeasePool.FOREVER (-1 ms), not " + timeout);
    }
    // 292 years and more are not for ever, but as long as a clock can tell.
    return timeout.getSeconds() >= Long.MAX_VALUE / 1_000_000_000L
        ? Long.MAX_VALUE
        : timeout.toNanos();
  }
}
