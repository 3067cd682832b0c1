package org.lockstep.stream;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lockstep.barrier.Fence;
import org.lockstep.barrier.FencedStream;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.Device;
import org.lockstep.device.DeviceQueue;
import org.lockstep.device.Gate;
import org.lockstep.event.EventStream;
import org.lockstep.lock.LockRank;
import org.lockstep.lock.RankCheck;
import org.lockstep.lock.RankedLock;
import org.lockstep.seam.Implements;

/**
 * A stream of a GPU that any number of threads may share: a serial queue, on which jobs record
 * commands through an encoder into a command buffer. Jobs run on their callers' threads, one at a
 * time. A job may call its stream again: that runs inline, and what would end the encoder that the
 * job still uses is put off to the end of the job, in order; nothing is dropped.
 *
 * <p>An exception of a job reaches its caller, and the stream goes on. A failure of the device
 * reaches the next who synchronizes.
 *
 * <p>Beside its model, CommandStream.tla: this class says which step follows which, {@link
 * CommandStreamProtocol} what each step does.
 */
public class CommandStream extends CommandStreamProtocol implements EventStream, FencedStream {
  /** The step points, in the order of the model. */
  public enum Point implements org.lockstep.seam.Point {
    ENTER("Enter"),
    OPEN("Open"),
    LOCK("Lock"),
    ENCODE("Encode"),
    UNLOCK("Unlock"),
    CLOSE("Close"),
    TAKE("Take"),
    COMMIT("Commit"),
    MARK("Mark"),
    ADD_HANDLER("AddHandler"),
    LEAVE("Leave"),
    AWAIT("Await"),
    FIRE("Fire");

    private final String action;

    Point(String action) {
      this.action = action;
    }

    @Override
    public String action() {
      return action;
    }
  }

  /** What a job records through; of no use on another thread, or after the job. */
  public final class Recorder {
    private final CommandSession me;
    private final long job;

    private Recorder(CommandSession me) {
      this.me = me;
      this.job = jobs;
    }

    /** Records a command; the encoding lock is held meanwhile. */
    public void dispatch(Runnable command) {
      // Only who is on the queue may look at the number of its job.
      if (session() != me || !isInJob(me, job)) {
        throw new IllegalStateException(
            "dispatch() outside of the job that the recorder was given to, by thread "
                + Thread.currentThread().getName()
                + ": the encoder belongs to the stream's queue; record inside of encode()");
      }
      record(me, command);
    }
  }

  private final int index;

  // Touched on the queue only.
  private long jobs;
  private @Nullable Supplier<? extends RuntimeException> refusal;

  private final ThreadLocal<CommandSession> session = ThreadLocal.withInitial(CommandSession::new);

  /** A stream of this device; streams whose kernels are shared have one encoding lock. */
  public CommandStream(Device device, int index, RankedLock encoding) {
    this(device.createQueue(index), index, encoding);
  }

  /** A stream over this queue. */
  public CommandStream(DeviceQueue queue, int index, RankedLock encoding) {
    this(queue, index, ownerLock(index, RankCheck.ofProcess()), encoding);
  }

  /** A stream over this queue, whose jobs take turns with whoever else takes the owner's lock. */
  public CommandStream(DeviceQueue queue, int index, RankedLock owner, RankedLock encoding) {
    super(queue, owner, encoding);
    this.index = index;
  }

  CommandStream(Device device, int index, RankCheck check) {
    this(
        device.createQueue(index),
        index,
        ownerLock(index, check),
        new RankedLock(LockRank.ENCODING, "of encoding", check));
  }

  private static RankedLock ownerLock(int index, RankCheck check) {
    return new RankedLock(LockRank.STREAM, "of the queue of stream " + index, check);
  }

  @Override
  public final int index() {
    return index;
  }

  final CommandSession session() {
    return session.get();
  }

  final Recorder recorder() {
    return new Recorder(session());
  }

  boolean isInJob(CommandSession me, long job) {
    return me.onQueue && job == jobs;
  }

  /** Runs a job on the queue: inline if the caller is on it already. */
  @Implements("CommandStream!Call")
  public void call(Runnable job) {
    CommandSession me = session();
    if (me.onQueue) {
      job.run();
      return;
    }
    try {
      runOnQueue(me, job);
      if (me.synchronizes) {
        await(me);
      }
    } finally {
      me.synchronizes = false;
      me.awaited = null;
    }
  }

  void runOnQueue(CommandSession me, Runnable job) {
    enter(me);
    try {
      if (refusal != null) {
        throw refusal.get();
      }
      runAndCatchUp(me, job);
    } finally {
      leave(me);
    }
  }

  /**
   * What the job has asked for is done also if it has failed: each of it, and the first exception
   * is the caller's.
   */
  final void runAndCatchUp(CommandSession me, Runnable job) {
    jobs++;
    Throwable first = null;
    for (Runnable next = job; next != null; next = me.putOff.poll()) {
      try {
        next.run();
      } catch (Throwable thrown) {
        if (first == null) {
          first = thrown;
        } else if (first != thrown) {
          first.addSuppressed(thrown);
        }
      }
    }
    rethrow(first);
  }

  /** What a Runnable throws is unchecked, unless the compiler was deceived. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(@Nullable Throwable thrown) throws T {
    if (thrown != null) {
      throw (T) thrown;
    }
  }

  /** Records through the encoder of the stream, which stays open for whoever comes next. */
  public void encode(Consumer<? super Recorder> work) {
    CommandSession me = session();
    call(
        () -> {
          open(me);
          work.accept(recorder());
        });
  }

  /** Sets all elements, in the order of the stream. */
  public final void fill(long[] target, long value) {
    standAlone(() -> Arrays.fill(target, value));
  }

  /** Copies as many elements as the target has, in the order of the stream. */
  public final void copy(long[] source, long[] target) {
    if (source.length < target.length) {
      throw new IllegalArgumentException(
          "copy() of " + target.length + " elements out of " + source.length);
    }
    standAlone(() -> System.arraycopy(source, 0, target, 0, target.length));
  }

  /** A command with an encoder of its own. */
  public final void standAlone(Runnable command) {
    CommandSession me = session();
    call(
        () ->
            orPutOff(
                me,
                () -> {
                  close(me);
                  open(me);
                  record(me, command);
                  close(me);
                }));
  }

  /**
   * Calls the handler, once, when what is being recorded now has completed, or has failed. What it
   * throws reaches nobody, and changes nothing for the handlers after it.
   */
  public void onCompleted(Consumer<? super @Nullable Throwable> handler) {
    CommandSession me = session();
    call(
        () -> {
          take(me, false);
          addHandler(me, handler);
        });
  }

  /** Has the device give this signal when it has come this far. */
  public void signal(Runnable signal) {
    CommandSession me = session();
    call(
        () ->
            orPutOff(
                me,
                () -> {
                  close(me);
                  take(me, false);
                  mark(me, signal);
                }));
  }

  /** Commits what has been recorded, if anything has. */
  public void flush() {
    CommandSession me = session();
    call(() -> orPutOff(me, () -> submit(me)));
  }

  /**
   * Commits what has been recorded, and waits until everything committed so far has completed.
   * Inside of a job both happen when the job has ended: nobody waits for the device on the queue.
   *
   * @throws WorkFailedException if the device has failed since the last one
   */
  public void synchronize() {
    CommandSession me = session();
    call(
        () -> {
          me.synchronizes = true;
          orPutOff(me, () -> submit(me));
        });
  }

  /**
   * Commits what has been recorded, and takes a fence behind everything committed so far.
   *
   * @throws IllegalStateException inside of a job of this stream: whoever waited for the fence
   *     there would wait for the device on the queue
   */
  @Override
  public final Fence fence() {
    CommandSession me = session();
    if (me.onQueue) {
      throw new IllegalStateException(
          "fence() of stream "
              + index
              + " inside of one of its jobs: wait for the device when the job has ended");
    }
    AtomicReference<@Nullable CommandBuffer> committed = new AtomicReference<>();
    call(
        () -> {
          submit(me);
          committed.set(me.awaited);
        });
    CommandBuffer last = committed.get();
    return last == null ? Fence.PASSED : Fence.behind(last);
  }

  @Override
  public final @Nullable Throwable takeFailure() {
    return error.getAndSet(null);
  }

  /** As {@link #call}. */
  @Override
  public final void inTurn(Runnable job) {
    call(job);
  }

  /**
   * Commits what has been recorded, and has the device call this then, or if that has failed. Not a
   * mark among the commands, as {@link #signal} makes: the device would not come to it if one
   * before it failed.
   */
  @Override
  public final void whenReached(Runnable reached) {
    CommandSession me = session();
    call(
        () -> {
          if (me.encodes()) {
            // It stays in the buffer if that is refused: whoever commits the buffer brings it
            // along.
            me.putOff.add(() -> commitWith(me, failure -> reached.run()));
          } else {
            commitOrWithdraw(me, reached);
          }
        });
  }

  /** The caller is told of a refusal, so nobody may tell it later that the device got there. */
  private void commitOrWithdraw(CommandSession me, Runnable reached) {
    AtomicBoolean withdrawn = new AtomicBoolean();
    boolean committed = false;
    try {
      commitWith(
          me,
          failure -> {
            if (!withdrawn.get()) {
              reached.run();
            }
          });
      committed = true;
    } finally {
      withdrawn.set(!committed);
    }
  }

  private void commitWith(CommandSession me, Consumer<? super @Nullable Throwable> handler) {
    take(me, false);
    addHandler(me, handler);
    submit(me);
  }

  /** Commits what has been recorded; what comes after that waits, on the device, for the gate. */
  @Override
  public final void await(Gate gate) {
    CommandSession me = session();
    call(
        () ->
            orPutOff(
                me,
                () -> {
                  submit(me);
                  current().beginWhen(gate);
                  submit(me);
                }));
  }

  /** Whether the caller is in a job of this stream. */
  public final boolean isInJob() {
    return session().onQueue;
  }

  /**
   * Commits what has been recorded. From then on every call is refused, and does nothing. If the
   * device refuses what has been recorded, it is dropped, and the heir is told that as well. A
   * second time does nothing.
   *
   * @param refused what later calls throw
   * @param heir is told, on the device's thread or this one, of failures that nobody has heard of
   * @throws IllegalStateException in a job of this stream
   */
  public final void retire(
      Supplier<? extends RuntimeException> refused, Consumer<? super Throwable> heir) {
    CommandSession me = session();
    if (me.onQueue) {
      throw new IllegalStateException(
          "stream "
              + index
              + " cannot be given up in one of its own jobs, which still records: do so after the"
              + " job");
    }
    CommandBuffer dropped = null;
    RuntimeException reason = null;
    enter(me);
    try {
      if (refusal != null) {
        return;
      }
      refusal = refused;
      submit(me);
    } catch (RuntimeException notTaken) {
      dropped = buffer;
      reason = notTaken;
      buffer = null;
    } finally {
      leave(me);
      session.remove();
    }
    if (reason != null) {
      note(reason);
    }
    this.heir = heir;
    tellHeir();
    if (dropped != null && reason != null) {
      tellHandlers(dropped, reason);
    }
  }

  /** Of a buffer that the device will never get. */
  private void tellHandlers(CommandBuffer dropped, Throwable reason) {
    for (Runnable handler : dropped.handlersLeft()) {
      if (handler instanceof Firing) {
        try {
          fire(((Firing) handler).handler, reason);
        } catch (RuntimeException | Error nobodysToKnow) {
          // As if the device had called it.
        }
      }
    }
  }

  /** Whether everything committed so far has completed. */
  public final boolean query() {
    return !queue().isBusy();
  }

  /** Now, or after the job that still encodes. */
  void orPutOff(CommandSession me, Runnable operation) {
    if (me.encodes()) {
      me.putOff.add(operation);
    } else {
      operation.run();
    }
  }

  void record(CommandSession me, Runnable command) {
    lock();
    try {
      encode(me, command);
    } finally {
      unlock();
    }
  }

  void submit(CommandSession me) {
    close(me);
    if (take(me, true)) {
      commit(me);
    }
  }
}
