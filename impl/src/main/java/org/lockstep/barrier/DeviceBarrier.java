package org.lockstep.barrier;

import java.util.function.Supplier;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;

/**
 * The streams of a device, and how to wait for them. A stream is registered before anybody has it,
 * and as long as it has work: so a barrier finds all work that was submitted before it.
 *
 * <p>Any number of threads may wait at once. Nobody waits for the device with a lock in hand; a
 * barrier waits for what a stream has been given when it comes to that stream, not for what others
 * go on submitting. It goes on until no registered stream is left unvisited.
 *
 * <p>A failure is told once, by the first call that waits for its stream. Every stream is waited
 * for, also if another one has failed; then the first failure is thrown, and has the later ones as
 * suppressed.
 *
 * <p>Beside its model, DeviceBarrier.tla: this class says which step follows which, {@link
 * DeviceBarrierProtocol} what each step does.
 */
public class DeviceBarrier extends DeviceBarrierProtocol {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    LOCK("Lock"),
    ENLIST("Enlist"),
    DELIST("Delist"),
    LOOK("Look"),
    UNLOCK("Unlock"),
    FENCE("Fence"),
    AWAIT("Await"),
    COMMIT("Commit"),
    GIVE_BACK("GiveBack");

    private final String action;

    Point(String action) {
      this.action = action;
    }

    @Override
    public String action() {
      return action;
    }
  }

  private final Supplier<? extends FencedStream> home;
  private final ThreadLocal<BarrierSession> session = ThreadLocal.withInitial(BarrierSession::new);

  /**
   * A barrier over no streams yet.
   *
   * @param home the calling thread's own stream, where no {@link StreamGuard} says otherwise: that
   *     to which its pool has bound it, say
   */
  public DeviceBarrier(Supplier<? extends FencedStream> home) {
    this(home, RankCheck.ofProcess());
  }

  DeviceBarrier(Supplier<? extends FencedStream> home, RankCheck check) {
    super(new RankedLock(LockRank.POOL, "of the registry of streams", check));
    this.home = home;
  }

  final BarrierSession session() {
    return session.get();
  }

  /** The calling thread's stream: that of its newest guard, or its own. */
  public final FencedStream current() {
    FencedStream guarded = StreamGuard.current();
    return guarded == null ? home.get() : guarded;
  }

  /**
   * Makes a stream and registers it: before anybody has it.
   *
   * @param maker called with no lock in hand
   */
  public final <S extends FencedStream> S open(Supplier<? extends S> maker) {
    S stream = maker.get();
    register(stream);
    return stream;
  }

  void register(FencedStream stream) {
    lock();
    try {
      enlist(stream);
    } finally {
      unlock();
    }
  }

  /**
   * Waits for the work of the stream and takes it from the registry; then its queue may be
   * destroyed. Nobody may use the stream any more, but barriers that have found it may still be at
   * it.
   *
   * @throws StreamFailedException if work of the stream has failed; it is closed all the same
   */
  public final void close(FencedStream stream) {
    BarrierSession me = session();
    try {
      waitAndRemove(me, stream);
      me.throwIfFailed();
    } finally {
      me.end();
    }
  }

  void waitAndRemove(BarrierSession me, FencedStream stream) {
    me.todo.add(stream);
    visit(me);
    remove(stream);
  }

  final void remove(FencedStream stream) {
    lock();
    try {
      delist(stream);
    } finally {
      unlock();
    }
  }

  /**
   * Returns when all that the calling thread's stream had been given before the call is done.
   *
   * @throws StreamFailedException if work of the stream has failed since somebody was last told
   */
  public final void synchronize() {
    BarrierSession me = session();
    try {
      me.todo.add(current());
      visit(me);
      me.throwIfFailed();
    } finally {
      me.end();
    }
  }

  /**
   * Returns when all that any stream had been given before the call is done.
   *
   * @throws StreamFailedException if work of a stream has failed since somebody was last told
   */
  @Implements("DeviceBarrier!Call")
  public final void synchronizeDevice() {
    BarrierSession me = session();
    try {
      visitAll(me);
      me.throwIfFailed();
    } finally {
      me.end();
    }
  }

  /** While it waits, streams may come into being: it looks again until there is no new one. */
  void visitAll(BarrierSession me) {
    while (find(me)) {
      visit(me);
    }
  }

  boolean find(BarrierSession me) {
    lock();
    try {
      look(me);
    } finally {
      unlock();
    }
    return !me.todo.isEmpty();
  }

  /** All fences are taken before the first is waited for: what comes meanwhile is in none. */
  void visit(BarrierSession me) {
    while (!me.todo.isEmpty()) {
      fence(me);
    }
    while (!me.fences.isEmpty()) {
      await(me);
    }
  }
}
