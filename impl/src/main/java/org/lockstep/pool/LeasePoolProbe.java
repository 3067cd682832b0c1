package org.lockstep.pool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lockstep.device.ManualDevice;
import org.lockstep.seam.Surroundings;
import org.lockstep.seam.VirtualTime;

/** Reads the whole state of a lease pool while all its callers are parked: for replays. */
public final class LeasePoolProbe {
  /**
   * What only a thread's own client knows of it.
   *
   * @param op the call it is in, None if none
   * @param limit how long its acquire may wait, -1 without a limit
   * @param result how its last call ended
   * @param handle the lease that it was given, or a handler is to give back
   * @param slot of a handler, the slot that its call is about, else -1
   */
  public record Client(String op, long limit, String result, @Nullable Lease handle, int slot) {
    public static final Client IDLE = new Client("None", -1, "none", null, -1);
  }

  private final LeasePool pool;
  private final ManualDevice device;
  private final VirtualTime time;
  private final int leasing;
  private final @Nullable LeaseSession[] sessions;

  /** For so many threads, known by their numbers from 0; the first of them lease. */
  public LeasePoolProbe(
      LeasePool pool, ManualDevice device, VirtualTime time, int leasing, int threads) {
    this.pool = pool;
    this.device = device;
    this.time = time;
    this.leasing = leasing;
    this.sessions = new @Nullable LeaseSession[threads];
  }

  /** A pool that is to live in a time of the caller's. */
  public static LeasePoolBuilder in(Surroundings time, LeasePoolBuilder settings) {
    return settings.surroundings(time);
  }

  /** Called on the thread of this number before its calls: makes it known. */
  public void meet(int number) {
    sessions[number] = pool.session();
  }

  /** Gives back a lease that nobody can reach any more, as the finder of leaks does. */
  public void collect(Lease leaked) {
    pool.release(leaked);
  }

  /**
   * The state now.
   *
   * @param alive the thread that has each number now, null if it is gone
   * @param points the step point at which each of them stands, or Idle
   */
  public LeasePoolView view(
      List<? extends @Nullable Thread> alive, List<String> points, List<Client> clients) {
    int n = sessions.length;
    String[] pc = new String[n];
    String[] op = new String[n];
    String[] result = new String[n];
    Integer[] cursor = new Integer[n];
    Integer[] lease = new Integer[n];
    Integer[] last = new Integer[n];
    for (int t = 0; t < n; t++) {
      LeaseSession session = sessions[t];
      Client client = clients.get(t);
      boolean gone = alive.get(t) == null;
      pc[t] = gone ? "Gone" : points.get(t);
      op[t] = client.op();
      result[t] = result(session, client);
      cursor[t] = session == null ? 0 : session.cursor;
      lease[t] = leased(session, client);
      last[t] = t >= leasing ? client.slot() : gone || session == null ? -1 : last(session);
    }
    Integer[] left = new Integer[leasing];
    Boolean[] interrupted = new Boolean[leasing];
    String[] status = new String[leasing];
    Boolean[] woken = new Boolean[leasing];
    for (int t = 0; t < leasing; t++) {
      LeaseSession session = sessions[t];
      left[t] = (int) left(session, clients.get(t));
      interrupted[t] = time.isInterrupted(t);
      status[t] = session == null ? "none" : name(session.status);
      woken[t] = session != null && session.woken;
    }
    int size = pool.size();
    String[] state = new String[size];
    Boolean[] shut = new Boolean[size];
    Integer[] pending = new Integer[size];
    Integer[] busy = new Integer[size];
    Boolean[] held = new Boolean[size];
    for (int s = 0; s < size; s++) {
      long word = pool.words.get(s);
      state[s] = STATES.get(SlotWords.state(word));
      shut[s] = SlotWords.isShut(word);
      pending[s] = SlotWords.pending(word);
      busy[s] = device.uncompleted(s);
      held[s] = device.queues(s) > 0;
    }
    return new LeasePoolView(
        List.of(pc),
        List.of(op),
        List.of(result),
        List.of(cursor),
        List.of(lease),
        List.of(last),
        List.of(left),
        List.of(interrupted),
        List.of(state),
        List.of(shut),
        List.of(pending),
        List.of(busy),
        List.of(held),
        guard(alive),
        queue(),
        pool.waiting.get(),
        pool.sealed,
        List.of(status),
        List.of(woken));
  }

  private static final List<String> STATES = List.of("free", "held", "draining", "retired", "gone");

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String result(@Nullable LeaseSession session, Client client) {
    boolean acquires = client.op().equals("acquire") || client.op().equals("try");
    return acquires && session != null ? name(session.result) : client.result();
  }

  /** The slot of the thread's handle, unless its word speaks of another lease by now. */
  private int leased(@Nullable LeaseSession session, Client client) {
    Lease handle = session != null && session.granted != null ? session.granted : client.handle();
    return handle != null && SlotWords.isHeldBy(handle.generation(), pool.words.get(handle.index()))
        ? handle.index()
        : -1;
  }

  private static int last(LeaseSession session) {
    return session.granted != null ? session.granted.index() : session.last;
  }

  private static long left(@Nullable LeaseSession session, Client client) {
    return session != null && session.timed ? session.left() : client.limit();
  }

  private int guard(List<? extends @Nullable Thread> alive) {
    Thread guardian = pool.guardian;
    return guardian == null ? -1 : alive.indexOf(guardian);
  }

  private List<Integer> queue() {
    List<@Nullable LeaseSession> known = Arrays.asList(sessions);
    List<Integer> numbers = new ArrayList<>();
    for (LeaseSession waiter : pool.queue.toList()) {
      numbers.add(known.indexOf(Objects.requireNonNull(waiter)));
    }
    return numbers;
  }
}
