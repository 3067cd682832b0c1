package org.lockstep.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.CommandBuffer;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockProbe;
import org.lockstep.lock.RankCheck;

/** Reads the whole state of a stream while all its callers are parked: for replays. */
public final class CommandStreamProbe {
  /** A command or handler that can be told from others, and counts how often it was called. */
  public static final class Tagged implements Runnable, Consumer<@Nullable Throwable> {
    private final CommandStreamView.Command tag;
    private int calls;
    private boolean failed;

    public Tagged(String what, int thread) {
      this.tag = new CommandStreamView.Command(what, thread);
    }

    @Override
    public void run() {
      calls++;
    }

    @Override
    public void accept(@Nullable Throwable failure) {
      calls++;
      failed = failure != null;
    }

    /** Work, mark or handler. */
    public String what() {
      return tag.what();
    }

    public int thread() {
      return tag.thread();
    }

    public int calls() {
      return calls;
    }

    /** Whether it was told of a failure when it was called last. */
    public boolean isToldOfFailure() {
      return failed;
    }

    @Override
    public String toString() {
      return tag.what() + " of thread " + tag.thread();
    }
  }

  private static final CommandSession UNSEEN = new CommandSession();

  private final CommandStream stream;
  private final ManualDevice device;
  private final int calling;
  private final @Nullable Thread[] threads;
  private final CommandSession[] sessions;
  private final @Nullable CommandBuffer[] completing;
  private final LockProbe owner;
  private final LockProbe encoding;

  /** For so many threads, known by their numbers from 0; the first of them call the stream. */
  public CommandStreamProbe(CommandStream stream, ManualDevice device, int calling, int threads) {
    this.stream = stream;
    this.device = device;
    this.calling = calling;
    this.threads = new @Nullable Thread[threads];
    this.sessions = new CommandSession[threads];
    Arrays.fill(sessions, UNSEEN);
    this.completing = new @Nullable CommandBuffer[threads];
    this.owner = new LockProbe(stream.owner);
    this.encoding = new LockProbe(stream.encoding);
  }

  /** A stream of its own. Who is abandoned with a lock must not be told of its rank later. */
  public static CommandStream stream(ManualDevice device) {
    return new CommandStream(device, 0, RankCheck.OFF);
  }

  /** Called on the thread of this number before its calls: makes it known. */
  public void meet(int number) {
    threads[number] = Thread.currentThread();
    sessions[number] = stream.session();
  }

  /** Has the device finish its oldest buffer, on the handler thread of this number. */
  public void finish(int handler, boolean fails) {
    List<CommandBuffer> flight = device.inFlight(stream.index());
    completing[handler] = flight.isEmpty() ? null : flight.get(0);
    if (fails) {
      device.failOne(stream.index());
    } else {
      device.completeOne(stream.index());
    }
    completing[handler] = null;
  }

  /** What the device is to finish next; nothing if there is nothing in flight. */
  public List<Tagged> next() {
    List<CommandBuffer> flight = device.inFlight(stream.index());
    return flight.isEmpty() ? List.of() : tags(flight.get(0));
  }

  /** What has been recorded and the device is not through with. */
  public List<Tagged> held() {
    List<CommandBuffer> buffers = new ArrayList<>(device.inFlight(stream.index()));
    buffers.add(stream.buffer);
    buffers.addAll(Arrays.asList(completing));
    List<Tagged> all = new ArrayList<>();
    for (CommandBuffer buffer : buffers) {
      if (buffer != null) {
        all.addAll(tags(buffer));
      }
    }
    return all;
  }

  /** Whether all that this thread is to wait for has completed. */
  public boolean hasNothingToAwait(int thread) {
    CommandBuffer awaited = sessions[thread].awaited;
    return awaited == null || awaited.isCompleted();
  }

  public boolean hasFailed() {
    return stream.error.get() != null;
  }

  private static List<Tagged> tags(CommandBuffer buffer) {
    List<Tagged> tags = new ArrayList<>();
    buffer.commands().forEach(command -> tags.add((Tagged) command));
    buffer.handlersLeft().forEach(handler -> tags.add(tagOf(handler)));
    return tags;
  }

  private static Tagged tagOf(Runnable handler) {
    return (Tagged) ((CommandStreamProtocol.Firing) handler).handler;
  }

  /**
   * The state now.
   *
   * @param alive the thread that has each number now, null if it is gone
   * @param points the step point at which each of them stands, or Idle
   * @param calls the call that each is in, as the model calls it
   * @param results how the last call of each has ended
   */
  public CommandStreamView view(
      List<? extends @Nullable Thread> alive,
      List<String> points,
      List<String> calls,
      List<String> results) {
    List<@Nullable Thread> known = Arrays.asList(threads);
    String[] pc = new String[threads.length];
    for (int t = 0; t < pc.length; t++) {
      pc[t] = alive.get(t) == null ? "Gone" : points.get(t);
    }
    List<CommandBuffer> flight = device.inFlight(stream.index());
    String[] grip = new String[calling];
    String[] hand = new String[calling];
    Integer[] ahead = new Integer[calling];
    for (int t = 0; t < calling; t++) {
      CommandSession session = sessions[t];
      grip[t] = session.grip == null ? "none" : session.grip.isEnded() ? "ended" : "open";
      hand[t] = session.hand == null ? "none" : session.hand == stream.buffer ? "current" : "spent";
      // Not found is -1: nothing to wait for.
      ahead[t] = session.synchronizes ? 1 + flight.indexOf(session.awaited) : 0;
    }
    List<List<Integer>> firing = new ArrayList<>();
    for (int h = calling; h < threads.length; h++) {
      CommandBuffer buffer = completing[h];
      firing.add(buffer == null ? List.of() : handlers(buffer));
    }
    CommandBuffer current = stream.buffer;
    return new CommandStreamView(
        List.of(pc),
        List.copyOf(calls),
        List.copyOf(results),
        List.of(grip),
        List.of(hand),
        List.of(ahead),
        owner.owner(known),
        encoding.owner(known),
        current == null ? List.of() : List.of(buffer(current)),
        stream.encoder != null,
        flight.stream().map(CommandStreamProbe::buffer).toList(),
        stream.error.get() != null,
        firing);
  }

  private static CommandStreamView.Buffer buffer(CommandBuffer buffer) {
    List<CommandStreamView.Command> commands = new ArrayList<>();
    for (Runnable command : buffer.commands()) {
      commands.add(((Tagged) command).tag);
    }
    return new CommandStreamView.Buffer(commands, handlers(buffer));
  }

  private static List<Integer> handlers(CommandBuffer buffer) {
    List<Integer> owners = new ArrayList<>();
    for (Runnable handler : buffer.handlersLeft()) {
      owners.add(tagOf(handler).tag.thread());
    }
    return owners;
  }
}
