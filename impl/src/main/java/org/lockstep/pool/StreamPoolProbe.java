package org.lockstep.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.lock.LockProbe;

/** Reads the whole state of a pool while all its callers are parked: for replays. */
public final class StreamPoolProbe {
  private static final Session UNSEEN = new Session(false, 0);

  private final StreamPool pool;
  private final ManualDevice device;
  private final @Nullable Thread[] threads;
  private final Session[] sessions;
  private final LockProbe creation;
  private final List<LockProbe> streamLocks = new ArrayList<>();

  /** For so many threads, known by their numbers from 0. */
  public StreamPoolProbe(StreamPool pool, ManualDevice device, int threads) {
    this.pool = pool;
    this.device = device;
    this.threads = new @Nullable Thread[threads];
    this.sessions = new Session[threads];
    Arrays.fill(sessions, UNSEEN);
    this.creation = new LockProbe(pool.creation);
    for (Stream stream : pool.streams) {
      streamLocks.add(new LockProbe(stream.lock));
    }
  }

  /** Called on the thread of this number before its calls: makes it known. */
  public void meet(int number) {
    threads[number] = Thread.currentThread();
    sessions[number] = pool.session();
  }

  /** The stream that the thread of this number is bound to. */
  public int binding(int number) {
    return sessions[number].binding;
  }

  /**
   * The state now.
   *
   * @param alive the thread that has each number now, null if it is gone
   * @param points the step point at which each of them stands, or Idle
   */
  public StreamPoolView view(List<? extends @Nullable Thread> alive, List<String> points) {
    int n = sessions.length;
    List<@Nullable Thread> known = Arrays.asList(threads);
    String[] pc = new String[n];
    String[] op = new String[n];
    Integer[] cursor = new Integer[n];
    Boolean[] refused = new Boolean[n];
    Integer[] binding = new Integer[n];
    for (int t = 0; t < n; t++) {
      Thread thread = alive.get(t);
      Session session = thread != null && thread == threads[t] ? sessions[t] : UNSEEN;
      pc[t] = thread == null ? "Gone" : points.get(t);
      op[t] = name(session.op);
      cursor[t] = session.cursor;
      refused[t] = session.refused;
      binding[t] = session.binding;
    }
    int g = pool.gates.count();
    Integer[] inside = new Integer[g];
    Boolean[] sealed = new Boolean[g];
    for (int i = 0; i < g; i++) {
      inside[i] = (int) pool.gates.inside(i);
      sealed[i] = pool.gates.isSealed(i);
    }
    int count = pool.streams.length;
    String[] slot = new String[count];
    Integer[] queues = new Integer[count];
    Integer[] streamLock = new Integer[count];
    String[] buffer = new String[count];
    Boolean[] busy = new Boolean[count];
    for (int s = 0; s < count; s++) {
      slot[s] = name(pool.slot.get(s));
      queues[s] = device.queues(s);
      streamLock[s] = streamLocks.get(s).owner(known);
      buffer[s] = pool.streams[s].buffer == null ? "none" : "recording";
      busy[s] = device.isBusy(s);
    }
    return new StreamPoolView(
        List.of(pc),
        List.of(op),
        List.of(cursor),
        List.of(refused),
        List.of(binding),
        pool.counter.get(),
        List.of(slot),
        creation.owner(known),
        List.of(inside),
        List.of(sealed),
        List.of(queues),
        List.of(streamLock),
        List.of(buffer),
        List.of(busy));
  }

  private static String name(Session.@Nullable Op op) {
    return op == null
        ? "None"
        : switch (op) {
          case CURRENT -> "current";
          case SUBMIT -> "submit";
          case RUN -> "run";
          case CLOSE -> "close";
        };
  }

  private static String name(StreamPool.Slot slot) {
    return switch (slot) {
      case EMPTY -> "empty";
      case READY -> "ready";
      case RETIRED -> "retired";
    };
  }
}
