package org.lockstep.stream;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.CommandEncoder;
import org.lockstep.device.DeviceQueue;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;
import org.lockstep.stream.CommandStream.Point;

/**
 * The steps of a {@link CommandStream}: each action of CommandStream.tla is the method of the same
 * name, which passes its step point and then makes its one access to shared state. A fault variant
 * overrides the faulty step.
 */
abstract class CommandStreamProtocol {
  /** A handler with what it is told; kept as it was given, for a replay to know it by. */
  final class Firing implements Runnable {
    final Consumer<? super @Nullable Throwable> handler;
    private final CommandBuffer buffer;

    Firing(Consumer<? super @Nullable Throwable> handler, CommandBuffer buffer) {
      this.handler = handler;
      this.buffer = buffer;
    }

    @Override
    public void run() {
      fire(handler, buffer.failure());
    }
  }

  final RankedLock owner;
  final RankedLock encoding;
  final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();

  /** Who is told of failures when nobody can synchronize any more. */
  volatile @Nullable Consumer<? super Throwable> heir;

  private final DeviceQueue queue;

  // Touched on the queue only.
  @Nullable CommandBuffer buffer;
  @Nullable CommandEncoder encoder;
  @Nullable CommandBuffer last;

  CommandStreamProtocol(DeviceQueue queue, RankedLock owner, RankedLock encoding) {
    this.queue = queue;
    this.owner = owner;
    this.encoding = encoding;
  }

  /** One job at a time, on its caller's thread. */
  @Implements("CommandStream!Enter")
  void enter(CommandSession me) {
    if (Seam.on()) {
      Seam.await(Point.ENTER, owner::isFree);
    }
    owner.lock();
    me.onQueue = true;
  }

  /** The encoder that is open goes on: kernels coalesce. */
  @Implements("CommandStream!Open")
  void open(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.OPEN);
    }
    if (encoder == null) {
      encoder = current().newEncoder();
    }
    me.grip = encoder;
  }

  /** The arguments of a kernel are its own until it is dispatched. */
  @Implements("CommandStream!Lock")
  void lock() {
    if (Seam.on()) {
      Seam.await(Point.LOCK, encoding::isFree);
    }
    encoding.lock();
  }

  @Implements("CommandStream!Encode")
  void encode(CommandSession me, Runnable command) {
    if (Seam.on()) {
      Seam.at(Point.ENCODE);
    }
    Objects.requireNonNull(me.grip, "no encoder was opened").dispatch(command);
  }

  @Implements("CommandStream!Unlock")
  void unlock() {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK);
    }
    encoding.unlock();
  }

  @Implements("CommandStream!Close")
  void close(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.CLOSE);
    }
    if (encoder != null) {
      encoder.end();
      encoder = null;
    }
    me.grip = null;
  }

  /**
   * False if there is nothing to commit; then what was committed last is what to wait for: by
   * whoever has the queue beside this stream, as a pool has, or else by this stream, which may be
   * executed and not completed.
   */
  @Implements("CommandStream!Take")
  boolean take(CommandSession me, boolean toCommit) {
    if (Seam.on()) {
      Seam.at(Point.TAKE);
    }
    if (toCommit && buffer == null) {
      CommandBuffer ofAll = queue.last();
      me.awaited = ofAll == null ? last : ofAll;
      return false;
    }
    me.hand = current();
    return true;
  }

  @Implements("CommandStream!Commit")
  void commit(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.COMMIT);
    }
    CommandBuffer mine = Objects.requireNonNull(me.hand, "no buffer was taken");
    queue.commit(mine);
    me.hand = null;
    me.awaited = mine;
    last = mine;
    buffer = null;
  }

  /** An event is signalled by the device when it has come this far. */
  @Implements("CommandStream!Mark")
  void mark(CommandSession me, Runnable signal) {
    if (Seam.on()) {
      Seam.at(Point.MARK);
    }
    Objects.requireNonNull(me.hand, "no buffer was taken").record(signal);
    me.hand = null;
  }

  @Implements("CommandStream!AddHandler")
  void addHandler(CommandSession me, Consumer<? super @Nullable Throwable> handler) {
    if (Seam.on()) {
      Seam.at(Point.ADD_HANDLER);
    }
    CommandBuffer mine = Objects.requireNonNull(me.hand, "no buffer was taken");
    mine.onCompleted(new Firing(handler, mine));
    me.hand = null;
  }

  /** However the job ended, the queue goes to the next one. */
  @Implements("CommandStream!Leave")
  void leave(CommandSession me) {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
    me.grip = null;
    me.hand = null;
    me.onQueue = false;
    owner.unlock();
  }

  /** Off the queue, with no lock in hand. Of several who wait one is told of a failure. */
  @Implements("CommandStream!Await")
  void await(CommandSession me) {
    CommandBuffer awaited = me.awaited;
    if (Seam.on()) {
      Seam.await(Point.AWAIT, () -> awaited == null || awaited.isCompleted());
    }
    if (awaited != null) {
      awaited.awaitCompleted();
    }
    Throwable failure = error.getAndSet(null);
    if (failure != null) {
      throw new WorkFailedException(failure);
    }
  }

  /** On a thread of the device, after the buffer has completed. */
  @Implements("CommandStream!Fire")
  void fire(Consumer<? super @Nullable Throwable> handler, @Nullable Throwable failure) {
    if (Seam.on()) {
      Seam.at(Point.FIRE);
    }
    handler.accept(failure);
  }

  /** The buffer that is being recorded; a new one if need be. */
  final CommandBuffer current() {
    if (buffer == null) {
      buffer = queue.newBuffer();
      buffer.onFailure(this::note);
    }
    return buffer;
  }

  /** The first failure stands until somebody has been told. */
  final void note(Throwable failure) {
    error.compareAndSet(null, failure);
    tellHeir();
  }

  /**
   * Called after the failure was noted, and after the heir was named. Both are volatile: at least
   * one of the two sees the other (Dekker), and of two who do only one gets the failure.
   */
  final void tellHeir() {
    Consumer<? super Throwable> told = heir;
    Throwable failure = told == null ? null : error.getAndSet(null);
    if (told != null && failure != null) {
      try {
        told.accept(failure);
      } catch (RuntimeException | Error nobodysToKnow) {
        // On the thread of the device, which has others to tell.
      }
    }
  }

  final DeviceQueue queue() {
    return queue;
  }
}
