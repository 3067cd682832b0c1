package org.lockstep.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankedLock;
import org.lockstep.pool.StreamPool.Point;
import org.lockstep.seam.Implements;
import org.lockstep.seam.Seam;

/**
 * The steps of a {@link StreamPool}: each action of StreamPool.tla is the method of the same name,
 * which passes its step point and then makes its one access to shared state. A fault variant
 * overrides the faulty step.
 */
abstract class StreamPoolProtocol {
  /** What readers see of a stream. */
  enum Slot {
    EMPTY,
    READY,
    RETIRED
  }

  final Device device;
  final int poolSize;
  final Stream[] streams;
  final AtomicInteger counter = new AtomicInteger();
  final AtomicReferenceArray<Slot> slot;
  final RankedLock creation;
  final RankedLock encoding;
  final Gates gates;
  final StreamPoolBuilder settings;
  private final ThreadLocal<Session> session = ThreadLocal.withInitial(this::newSession);

  StreamPoolProtocol(StreamPoolBuilder settings) {
    this.settings = settings;
    this.device = settings.device;
    this.poolSize = settings.workerStreams;
    this.gates = new Gates(settings.stripes);
    this.creation = new RankedLock(LockRank.CREATION, "of stream creation", settings.rankCheck);
    this.encoding = new RankedLock(LockRank.ENCODING, "of encoding", settings.rankCheck);
    this.streams = new Stream[poolSize + 1];
    this.slot = new AtomicReferenceArray<>(streams.length);
    for (int s = 0; s < streams.length; s++) {
      streams[s] = new Stream(this, s, settings.rankCheck);
      slot.set(s, Slot.EMPTY);
    }
  }

  /** The calling thread's own; dies with the thread, so whoever takes its role starts unbound. */
  Session session() {
    return session.get();
  }

  final Session newSession() {
    Thread thread = Thread.currentThread();
    int gate = settings.stripeOf.applyAsInt(thread);
    return new Session(settings.main.test(thread), Math.floorMod(gate, gates.count()));
  }

  final int requireIndex(int index) {
    if (index < 0 || index > poolSize) {
      throw new IllegalArgumentException(
          "there is no stream " + index + " in this pool: streams are 0 to " + poolSize);
    }
    return index;
  }

  /** Stream 0 is nobody's but main's. */
  @Implements("StreamPool!SetCurrent")
  void setCurrent(Session me, int s) {
    if (s == 0 && !me.main) {
      throw new IllegalArgumentException(
          "thread "
              + Thread.currentThread().getName()
              + " cannot be bound to stream 0: that is the main thread's alone; choose one of 1 to "
              + poolSize);
    }
    me.binding = s;
  }

  // current() and submit(): through the gate, to a stream that exists.

  /** A retired slot tells of the close; an empty one sends the thread to the gate. */
  @Implements("StreamPool!Peek")
  Slot peek(Session me) {
    if (Seam.on()) {
      Seam.at(Point.PEEK);
    }
    Slot seen = slot.get(me.binding);
    me.refused = seen == Slot.RETIRED;
    return seen;
  }

  /**
   * One compare-and-set counts the caller in unless the gate is shut: no close can come between
   * looking and counting, and a shut gate's count only ever falls.
   */
  @Implements("StreamPool!Enter")
  boolean enter(Session me) {
    if (Seam.on()) {
      Seam.at(Point.ENTER);
    }
    if (!gates.enter(me.gate)) {
      me.refused = true;
      return false;
    }
    entered(me);
    return true;
  }

  final void entered(Session me) {
    if (me.binding == Session.UNBOUND && me.main) {
      me.binding = 0;
    }
  }

  /** The counter stays in range, so that its wrap-around skips no stream. */
  @Implements("StreamPool!Count")
  int count(Session me) {
    if (Seam.on()) {
      Seam.at(Point.COUNT);
    }
    while (true) {
      int turn = counter.get();
      if (counter.compareAndSet(turn, (turn + 1) % poolSize)) {
        return 1 + turn;
      }
    }
  }

  @Implements("StreamPool!ReadSlot")
  Slot readSlot(int s) {
    if (Seam.on()) {
      Seam.at(Point.READ_SLOT);
    }
    return slot.get(s);
  }

  @Implements("StreamPool!LockCreation")
  void lockCreation() {
    if (Seam.on()) {
      Seam.await(Point.LOCK_CREATION, creation::isFree);
    }
    creation.lock();
  }

  /** Another thread may have created the stream since ReadSlot. */
  @Implements("StreamPool!RecheckSlot")
  Slot recheckSlot(int s) {
    if (Seam.on()) {
      Seam.at(Point.RECHECK_SLOT);
    }
    return slot.get(s);
  }

  /** In this order: what others find is complete. */
  void createAndPublish(int s) {
    create(s);
    publish(s);
  }

  /** Under the creation lock, of a slot found empty under it: so once only. */
  @Implements("StreamPool!Create")
  void create(int s) {
    if (Seam.on()) {
      Seam.at(Point.CREATE);
    }
    streams[s].queue = device.createQueue(s);
  }

  /** From now on others find it. */
  @Implements("StreamPool!Publish")
  void publish(int s) {
    if (Seam.on()) {
      Seam.at(Point.PUBLISH);
    }
    slot.set(s, Slot.READY);
  }

  @Implements("StreamPool!UnlockCreation")
  void unlockCreation() {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK_CREATION);
    }
    creation.unlock();
  }

  // submit(): from taking the command buffer to committing it, the stream is one thread's. Locking
  // each access by itself would not do: two threads could take the same buffer and both commit it.

  @Implements("StreamPool!LockStream")
  void lockStream(Stream stream) {
    if (Seam.on()) {
      Seam.await(Point.LOCK_STREAM, stream.lock::isFree);
    }
    stream.lock.lock();
  }

  @Implements("StreamPool!TakeBuffer")
  CommandBuffer takeBuffer(Stream stream) {
    if (Seam.on()) {
      Seam.at(Point.TAKE_BUFFER);
    }
    CommandBuffer buffer = stream.buffer;
    if (buffer == null) {
      buffer = stream.requireQueue().newBuffer();
      stream.buffer = buffer;
    }
    return buffer;
  }

  @Implements("StreamPool!Commit")
  void commit(Stream stream, CommandBuffer buffer) {
    if (Seam.on()) {
      Seam.at(Point.COMMIT);
    }
    stream.buffer = null;
    stream.requireQueue().commit(buffer);
  }

  @Implements("StreamPool!UnlockStream")
  void unlockStream(Stream stream) {
    if (Seam.on()) {
      Seam.at(Point.UNLOCK_STREAM);
    }
    stream.lock.unlock();
  }

  @Implements("StreamPool!Leave")
  void leave(Session me) {
    if (Seam.on()) {
      Seam.at(Point.LEAVE);
    }
    gates.leave(me.gate);
  }

  // close(): shut every gate, wait until each has emptied, then take the streams down one by one.
  // Any number of threads may be at it at once.

  @Implements("StreamPool!Seal")
  void seal(int gate) {
    if (Seam.on()) {
      Seam.at(Point.SEAL);
    }
    gates.seal(gate);
  }

  /** Not guarded by "nobody uses the pool": callers inside leave at leisure. */
  @Implements("StreamPool!AwaitEmpty")
  void awaitEmpty(int gate) {
    if (Seam.on()) {
      Seam.await(Point.AWAIT_EMPTY, () -> gates.inside(gate) == 0);
    }
    gates.awaitEmpty(gate);
  }

  /** All gates are empty: whoever wrote the queue has left, and nobody writes it any more. */
  @Implements("StreamPool!AwaitIdle")
  void awaitIdle(int s) {
    Stream stream = streams[s];
    if (Seam.on()) {
      Seam.await(Point.AWAIT_IDLE, () -> stream.queue == null || !stream.queue.isBusy());
    }
    if (stream.queue != null) {
      stream.queue.awaitIdle();
    }
  }

  /** An atomic exchange: of several closers exactly one gets the stream. */
  @Implements("StreamPool!Retire")
  boolean retire(int s) {
    if (Seam.on()) {
      Seam.at(Point.RETIRE);
    }
    return slot.getAndSet(s, Slot.RETIRED) == Slot.READY;
  }

  @Implements("StreamPool!Destroy")
  void destroy(int s) {
    if (Seam.on()) {
      Seam.at(Point.DESTROY);
    }
    streams[s].requireQueue().destroy();
  }
}
