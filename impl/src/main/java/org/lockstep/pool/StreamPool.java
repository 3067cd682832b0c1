package org.lockstep.pool;

import java.util.function.Consumer;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.seam.Implements;
import org.lockstep.stream.CommandStream;

/**
 * A pool of GPU streams that many threads share. Stream 0 is the default one and belongs to the
 * main thread; any other thread is bound round robin to one of the rest at its first use and keeps
 * it until it ends. With more threads than streams, streams are shared. A pool can be closed while
 * callers are inside: the close waits for them; whoever comes later gets a {@link
 * PoolClosedException}.
 *
 * <p>Beside its model, StreamPool.tla: this class says which step follows which, {@link
 * StreamPoolProtocol} what each step does.
 */
public class StreamPool extends StreamPoolProtocol implements AutoCloseable {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    PEEK("Peek"),
    ENTER("Enter"),
    COUNT("Count"),
    READ_SLOT("ReadSlot"),
    LOCK_CREATION("LockCreation"),
    RECHECK_SLOT("RecheckSlot"),
    CREATE("Create"),
    PUBLISH("Publish"),
    UNLOCK_CREATION("UnlockCreation"),
    LOCK_STREAM("LockStream"),
    TAKE_BUFFER("TakeBuffer"),
    COMMIT("Commit"),
    UNLOCK_STREAM("UnlockStream"),
    LEAVE("Leave"),
    SEAL("Seal"),
    AWAIT_EMPTY("AwaitEmpty"),
    AWAIT_IDLE("AwaitIdle"),
    RETIRE("Retire"),
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

  StreamPool(StreamPoolBuilder settings) {
    super(settings);
  }

  public static StreamPoolBuilder builder(Device device) {
    return new StreamPoolBuilder(device);
  }

  /** How many streams there are, the default one included. */
  public final int size() {
    return streams.length;
  }

  // What a client does. A call goes up to its first step point; rebinding is thread-local.

  /** The calling thread's stream; binds the thread if it has none. */
  @Implements("StreamPool!CallCurrent")
  public final Stream current() {
    Session me = session();
    if (me.op == Session.Op.SUBMIT || me.op == Session.Op.RUN) {
      return streams[me.binding];
    }
    me.begin(Session.Op.CURRENT);
    try {
      // A bound thread need not pass the gate to learn its stream.
      if (me.binding != Session.UNBOUND && peek(me) == Slot.READY) {
        return streams[me.binding];
      }
      // A retired slot tells of the close; an empty one sends the thread to the gate.
      if (me.refused || !enter(me)) {
        throw new PoolClosedException("current");
      }
      try {
        bind(me);
        return toStream(me.binding);
      } finally {
        leave(me);
      }
    } finally {
      me.end();
    }
  }

  /**
   * Records work into the command buffer of the thread's stream and commits it. An exception of
   * {@code work} reaches the caller, and what was recorded is dropped.
   */
  @Implements("StreamPool!CallSubmit")
  public final void submit(Consumer<? super CommandBuffer> work) {
    Session me = session();
    me.begin(Session.Op.SUBMIT);
    try {
      if (!enter(me)) {
        throw new PoolClosedException("submit");
      }
      try {
        bind(me);
        encode(toStream(me.binding), work);
      } finally {
        leave(me);
      }
    } finally {
      me.end();
    }
  }

  /**
   * Has the caller record on the thread's stream; a close waits until it has returned. What is
   * recorded and not flushed waits for whoever flushes the stream next, or for close. Inside of
   * another run it is inline. Whoever calls the stream after the close is refused with a {@link
   * PoolClosedException}.
   */
  public final void run(Consumer<? super CommandStream> work) {
    Session me = session();
    if (me.op == Session.Op.RUN) {
      work.accept(streams[me.binding].commands());
      return;
    }
    me.begin(Session.Op.RUN);
    try {
      if (!enter(me)) {
        throw new PoolClosedException("run");
      }
      try {
        bind(me);
        work.accept(toStream(me.binding).commands());
      } finally {
        leave(me);
      }
    } finally {
      me.end();
    }
  }

  /** Binds the calling thread to this stream, from its next call on. */
  public final void setCurrent(Stream stream) {
    if (stream.pool != this) {
      throw new IllegalArgumentException(
          stream + " belongs to another pool: take it from this one, with byIndex()");
    }
    setCurrent(stream.index());
  }

  public final void setCurrent(int index) {
    requireIndex(index);
    Session me = session();
    me.requireOutside("setCurrent");
    setCurrent(me, index);
  }

  /** Ends the calling thread's binding; its next call binds it anew, round robin. */
  @Implements("StreamPool!Release")
  public final void release() {
    Session me = session();
    me.requireOutside("release");
    me.binding = Session.UNBOUND;
  }

  /** The stream of this index, created if need be; binds nobody. */
  public final Stream byIndex(int index) {
    requireIndex(index);
    return visit("byIndex", me -> index);
  }

  /** The default stream, which only the main thread can be bound to. */
  public final Stream defaultStream() {
    return visit("defaultStream", me -> 0);
  }

  /** The stream whose turn it is; binds nobody. */
  public final Stream fromPool() {
    return visit("fromPool", this::count);
  }

  /**
   * Shuts the pool, waits for the callers inside and for the device, and gives the queues back. Any
   * number of threads may close, any number of times; each returns when it is done.
   */
  @Override
  @Implements("StreamPool!CallClose")
  public final void close() {
    Session me = session();
    me.begin(Session.Op.CLOSE);
    try {
      for (; me.cursor < gates.count(); me.cursor++) {
        seal(me.cursor);
      }
      for (me.cursor = 0; me.cursor < gates.count(); me.cursor++) {
        awaitEmpty(me.cursor);
      }
      for (me.cursor = 0; me.cursor < streams.length; me.cursor++) {
        retireCommands(streams[me.cursor]);
        awaitIdle(me.cursor);
        if (retire(me.cursor)) {
          destroy(me.cursor);
        }
      }
    } finally {
      me.end();
    }
  }

  /** Nobody is inside any more: what they recorded is committed, and nothing is recorded later. */
  private void retireCommands(Stream stream) {
    CommandStream commands = stream.commands;
    if (commands != null) {
      commands.retire(() -> new PoolClosedException("run"), settings.failureListener);
    }
  }

  /** Chooses a stream, inside the gate. */
  private interface Choice {
    int of(Session me);
  }

  private Stream visit(String call, Choice choice) {
    Session me = session();
    me.requireOutside(call);
    int bound = me.binding;
    boolean admitted = enter(me);
    me.binding = bound;
    if (!admitted) {
      throw new PoolClosedException(call);
    }
    try {
      return toStream(choice.of(me));
    } finally {
      leave(me);
    }
  }

  private void bind(Session me) {
    if (me.binding == Session.UNBOUND) {
      me.binding = count(me);
    }
  }

  private Stream toStream(int s) {
    if (readSlot(s) != Slot.READY) {
      lockCreation();
      try {
        if (recheckSlot(s) != Slot.READY) {
          createAndPublish(s);
        }
      } finally {
        unlockCreation();
      }
    }
    return streams[s];
  }

  private void encode(Stream stream, Consumer<? super CommandBuffer> work) {
    lockStream(stream);
    try {
      CommandStream commands = stream.commands;
      if (commands != null) {
        // What was recorded before comes before.
        commands.flush();
      }
      CommandBuffer buffer = takeBuffer(stream);
      boolean recorded = false;
      try {
        work.accept(buffer);
        recorded = true;
      } finally {
        if (!recorded) {
          // Half a recording must not be committed by whoever comes next; the lock is still held.
          stream.buffer = null;
        }
      }
      commit(stream, buffer);
    } finally {
      unlockStream(stream);
    }
  }
}
