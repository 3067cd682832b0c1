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
final class FreeThread extends Thread {
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

  /** Drawn from by the thread itself. */
  final SplittableRandom random;

  private final Client client;
  private final boolean dawdles;
  private final Workload workload;
  private final CyclicBarrier start;
  private String[] actions = new String[ROOM];
  private long[] begins = new long[ROOM];
  private long[] ends = new long[ROOM];
  private @Nullable List<Value>[] further = lists(ROOM);
  private @Nullable List<Value>[] seen = lists(ROOM);
  private int count;
  private boolean inCall;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Life life;

  /**
   * @param workload what it does beside each call, a product of matrices of so many rows
   * @param start where all threads of a round meet before their first call
   */
  FreeThread(
      String name, long seed, boolean dawdles, int workload, CyclicBarrier start, Client client) {
    super(null, null, name, 0, false);
    this.start = start;
    this.random = new SplittableRandom(seed);
    this.dawdles = dawdles;
    this.workload = new Workload(workload);
    this.client = client;
    setDaemon(true);
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<Value>[] lists(int length) {
    return (@Nullable List<Value>[]) new List<?>[length];
  }

  @Override
  public void run() {
    CURRENT.set(this);
    try {
      start.await();
      client.run(this);
    } catch (Throwable thrown) {
      failure = thrown;
    }
  }

  /** Who writes the calling thread's log; null if it has none. */
  static @Nullable FreeThread current() {
    return CURRENT.get();
  }

  /** A thread that takes this one's name and log for a while, and ends. */
  private static final class Life extends Thread {
    private final FreeThread of;
    private final Deed deed;
    private @Nullable Throwable failure;

    Life(FreeThread of, Deed deed) {
      super(null, null, of.getName(), 0, false);
      this.of = of;
      this.deed = deed;
      setDaemon(true);
    }

    @Override
    public void run() {
      CURRENT.set(of);
      try {
        deed.run();
      } catch (Throwable thrown) {
        failure = thrown;
      }
    }
  }

  /** What is done in a life. */
  @FunctionalInterface
  interface Deed {
    void run() throws Exception;
  }

  /** Has a thread of its own do it, which ends before this returns. */
  void liveAs(Deed deed) throws Exception {
    Life next = new Life(this, deed);
    life = next;
    next.start();
    next.join();
    life = null;
    Throwable thrown = next.failure;
    if (thrown instanceof Exception) {
      throw (Exception) thrown;
    }
    if (thrown != null) {
      throw new IllegalStateException(thrown);
    }
  }

  /** Where it stands, or who lives in its place. */
  StackTraceElement[] stack() {
    Life living = life;
    return living == null ? getStackTrace() : living.getStackTrace();
  }

  /** A call of a client, or an action of the environment. */
  void call(String action, List<Value> arguments, Body body) throws Exception {
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
    if (dawdles && random.nextInt(DAWDLES) == 0) {
      int spins = random.nextInt(LONGEST_SPIN);
      if (spins < LONGEST_SPIN / 8) {
        Thread.yield();
      }
      for (int i = 0; i < spins; i++) {
        Thread.onSpinWait();
      }
    }
  }

  /** What it let out of a call; null if nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Where it was last. */
  String whereabouts() {
    return getName() + (count == 0 ? " before its first call" : " at " + actions[count - 1]);
  }

  ThreadLog log() {
    List<Event> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      events.add(new Event(actions[i], further[i], begins[i], ends[i], seen[i]));
    }
    return new ThreadLog(getName(), events);
  }
}
