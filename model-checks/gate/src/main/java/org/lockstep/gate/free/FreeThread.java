package org.lockstep.gate.free;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.ThreadLog;
import org.lockstep.seam.Point;

/**
 * A thread that nobody controls. It keeps its log itself, so that to write it costs a look at the
 * clock and nobody waits for it; others may read it when the thread has ended.
 */
final class FreeThread implements Runnable {
  /** What a thread does. */
  @FunctionalInterface
  interface Client {
    void run(FreeThread me) throws Exception;
  }

  /** A call; what it returns is what its thread knows afterwards, null for the environment. */
  @FunctionalInterface
  interface Body {
    @Nullable List<Value> run() throws Exception;
  }

  /** Not the thread itself: its work may be done by another one, a virtual one for instance. */
  private static final ThreadLocal<@Nullable FreeThread> CURRENT = new ThreadLocal<>();

  /** So many events; it grows. */
  private static final int ROOM = 256;

  /** At this share of the step points, one in so many, a thread lets others go first. */
  private static final int DAWDLES = 16;

  private static final int LONGEST_SPIN = 512;

  /** Asked by the thread itself. */
  final Choices choices;

  private final String name;
  private final ThreadKind kind;
  private final Thread thread;
  private final Client client;
  private final @Nullable SplittableRandom jitter;
  private final Workload workload;
  private final CyclicBarrier start;
  private String[] actions = new String[ROOM];
  private long[] begins = new long[ROOM];
  private long[] ends = new long[ROOM];
  private @Nullable List<Value>[] further = lists(ROOM);
  private @Nullable List<Value>[] seen = lists(ROOM);
  private int count;
  private boolean inCall;
  private long calls;
  private long processorNanos;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread life;

  /**
   * @param jitter says when it lets others go first; null for never
   * @param workload what it does beside each call, a product of matrices of so many rows
   * @param start where all threads of a round meet before their first call
   */
  FreeThread(
      String name,
      ThreadKind kind,
      Choices choices,
      @Nullable SplittableRandom jitter,
      int workload,
      CyclicBarrier start,
      Client client) {
    this.name = name;
    this.kind = kind;
    this.choices = choices;
    this.jitter = jitter;
    this.workload = new Workload(workload);
    this.start = start;
    this.client = client;
    this.thread = kind.of(name, this);
  }

  void start() {
    thread.start();
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<Value>[] lists(int length) {
    return (@Nullable List<Value>[]) new List<?>[length];
  }

  @Override
  public void run() {
    failure =
        live(
            () -> {
              start.await();
              client.run(this);
            });
  }

  /** On a new thread, with this one's log; returns what it let out, null if nothing. */
  private @Nullable Throwable live(Deed deed) {
    CURRENT.set(this);
    try {
      deed.run();
      return null;
    } catch (Throwable thrown) {
      return thrown;
    } finally {
      processorNanos += kind.processorNanos();
    }
  }

  /** Who writes the calling thread's log; null if it has none. */
  static @Nullable FreeThread current() {
    return CURRENT.get();
  }

  /** What is done in a life. */
  @FunctionalInterface
  interface Deed {
    void run() throws Exception;
  }

  /** Has another thread of this one's name and log do it, which ends before this returns. */
  void liveAs(Deed deed) throws Exception {
    @Nullable Throwable[] failed = new @Nullable Throwable[1];
    Thread next = kind.of(name, () -> failed[0] = live(deed));
    life = next;
    next.start();
    next.join();
    life = null;
    Throwable thrown = failed[0];
    if (thrown instanceof Exception) {
      throw (Exception) thrown;
    }
    if (thrown != null) {
      throw new IllegalStateException(thrown);
    }
  }

  /** Where it stands, or who lives in its place. */
  StackTraceElement[] stack() {
    Thread living = life;
    return (living == null ? thread : living).getStackTrace();
  }

  /** A call of a client, or an action of the environment. */
  void call(String action, List<Value> arguments, Body body) throws Exception {
    calls++;
    workload.run();
    dawdle();
    note(action, arguments);
    inCall = true;
    @Nullable List<Value> known = body.run();
    ends[count - 1] = System.nanoTime();
    seen[count - 1] = known;
    inCall = false;
  }

  /** The thread is about to take a step. */
  void reach(Point point) {
    dawdle();
    note(point.action(), null);
  }

  /** Something that the thread does within a step. */
  void act(String action) {
    note(action, null);
  }

  private void note(String action, @Nullable List<Value> arguments) {
    long now = System.nanoTime();
    if (count == actions.length) {
      grow();
    }
    if (inCall) {
      ends[count - 1] = now;
    }
    actions[count] = action;
    begins[count] = now;
    ends[count] = Event.OPEN;
    further[count] = arguments;
    count++;
  }

  private void grow() {
    actions = Arrays.copyOf(actions, 2 * count);
    begins = Arrays.copyOf(begins, 2 * count);
    ends = Arrays.copyOf(ends, 2 * count);
    further = Arrays.copyOf(further, 2 * count);
    seen = Arrays.copyOf(seen, 2 * count);
  }

  /** Not to make a race likely, but to have more than one of the orders that there are. */
  private void dawdle() {
    if (jitter != null && jitter.nextInt(DAWDLES) == 0) {
      int spins = jitter.nextInt(LONGEST_SPIN);
      if (spins < LONGEST_SPIN / 8) {
        Thread.yield();
      }
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
    }
  }

  /** Before it looks again for what others have to do first. */
  void rest() {
    kind.rest();
  }

  /** What it let out of a call; null if nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** What it has spent, and those who lived in its place; when it has ended. */
  long processorNanos() {
    return processorNanos;
  }

  /** How many it has made, when it has ended. */
  long calls() {
    return calls;
  }

  String name() {
    return name;
  }

  /** Where it was last. */
  String whereabouts() {
    return name + (count == 0 ? " before its first call" : " at " + actions[count - 1]);
  }

  ThreadLog log() {
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(new Event(actions[i], further[i], begins[i], ends[i], seen[i]));
    }
    return new ThreadLog(name, events);
  }
}
