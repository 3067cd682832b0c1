package org.lockstep.kit.replay;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/**
 * A bounded buffer as an engine that knows numbers only, as one behind a C interface would: threads
 * c1, p1, p2, capacity 1.
 *
 * <p>Row: pc[3], running[3], waiting[3], owner (-1: none), element (-1: none), dropped, ready mask.
 */
final class BufferPlanEngine implements PlanEngine<BufferPlanEngine.View> {
  /** A planted fault. */
  enum Fault {
    NONE,
    /** A put does not tell those who wait. */
    SILENT_PUT,
    /** Takes the lock without looking. */
    LOCK_ALWAYS_READY,
    /** Whoever has waited is never ready again. */
    WAKE_NEVER_READY,
    /** Unlock is no step point: the change does it. */
    UNLOCKS_EARLY,
    /** A take throws. */
    THROWS,
    /** Shows an owner that is no thread, and then a take throws. */
    DIFFERS_THEN_THROWS,
    /** A take never ends. */
    HANGS,
    /** Refuses to start a thread. */
    NO_START,
    /** Writes only the first row. */
    WRITES_NO_ROWS,
    /** Says that it did everything, at once. */
    LIES,
    /** Shows an owner that is no thread. */
    NONSENSE
  }

  record View(
      List<String> buffer,
      String owner,
      SortedSet<String> waiting,
      SortedSet<String> running,
      boolean dropped,
      Map<String, String> pc) {}

  static final List<String> THREADS = List.of("c1", "p1", "p2");
  static final int ROW = 13;

  private static final List<String> PCS = List.of("idle", "Lock", "Change", "Wake", "Unlock");
  private static final List<String> ACTIONS =
      List.of("CallPut", "CallTake", "Lock", "Change", "Wake", "Unlock", "Drop", "Exit", "Start");
  private static final int OWNER = 9;
  private static final int ELEMENT = 10;
  private static final int DROPPED = 11;
  private static final int READY = 12;

  private final Fault fault;
  int runs;

  BufferPlanEngine(Fault fault) {
    this.fault = fault;
  }

  @Override
  public int[] encode(Label label) {
    int thread = label.args().isEmpty() ? -1 : THREADS.indexOf(label.args().get(0).toString());
    return new int[] {ACTIONS.indexOf(label.action()), thread, -1};
  }

  @Override
  public int rowLength() {
    return ROW;
  }

  @Override
  public int readyBit(Label step) {
    return THREADS.indexOf(step.args().get(0).toString());
  }

  @Override
  public int[] project(State state) {
    int[] row = new int[ROW - 1];
    List<Value> buffer = ((Value.Seq) state.get("buffer")).elements();
    for (int t = 0; t < 3; t++) {
      Value thread = Value.model(THREADS.get(t));
      row[t] = PCS.indexOf(((Value.Str) state.get("pc").apply(thread)).value());
      row[3 + t] = ((Value.Set) state.get("running")).contains(thread) ? 1 : 0;
      row[6 + t] = ((Value.Set) state.get("waiting")).contains(thread) ? 1 : 0;
    }
    row[OWNER] = THREADS.indexOf(state.get("owner").toString());
    row[ELEMENT] = buffer.isEmpty() ? -1 : THREADS.indexOf(buffer.get(0).toString());
    row[DROPPED] = ((Value.Bool) state.get("dropped")).value() ? 1 : 0;
    return row;
  }

  @Override
  public View view(int[] row) {
    Map<String, String> pc = new TreeMap<>();
    for (int t = 0; t < 3; t++) {
      pc.put(THREADS.get(t), PCS.get(row[t]));
    }
    return new View(
        row[ELEMENT] < 0 ? List.of() : List.of(THREADS.get(row[ELEMENT])),
        row[OWNER] < 0 ? "none" : THREADS.get(row[OWNER]),
        names(row, 6),
        names(row, 3),
        row[DROPPED] == 1,
        pc);
  }

  private static SortedSet<String> names(int[] row, int from) {
    SortedSet<String> names = new TreeSet<>();
    for (int t = 0; t < 3; t++) {
      if (row[from + t] == 1) {
        names.add(THREADS.get(t));
      }
    }
    return names;
  }

  @Override
  public PlanRun run(int[] plan, int steps, IntBuffer rows) {
    runs++;
    if (fault == Fault.LIES) {
      return PlanRun.done(steps);
    }
    int[] s = initial();
    write(s, rows, 0);
    for (int i = 0; i < steps; i++) {
      int action = plan[3 * i];
      int t = plan[3 * i + 1];
      String refusal = refusal(s, action, t);
      if (refusal != null) {
        return PlanRun.refused(i, refusal);
      }
      if (takes(s, action, t) && (fault == Fault.THROWS || fault == Fault.DIFFERS_THEN_THROWS)) {
        return PlanRun.threw(i, THREADS.get(t), "bad_alloc: planted\nfault");
      }
      if (takes(s, action, t) && fault == Fault.HANGS) {
        return PlanRun.stuck(i, THREADS.get(t), "thread c1 did not come back from Change");
      }
      take(s, action, t);
      if (fault != Fault.WRITES_NO_ROWS) {
        write(s, rows, i + 1);
      }
    }
    return PlanRun.done(steps);
  }

  @Override
  public PlanDrive drive(int[] plan, int steps, IntBuffer rows) {
    PlanRun run = run(plan, steps, rows);
    int taken = run.steps();
    int[] s = new int[ROW];
    rows.get(taken * ROW, s);
    if (run.end() == PlanRun.End.THREW) {
      s[THREADS.indexOf(String.valueOf(run.thread()))] = 0; // the call is over, the lock still held
      look(s);
      rows.put(++taken * ROW, s);
    }
    List<Label> after = new ArrayList<>();
    for (int t = 0; s[READY] != 0; t = (t + 1) % 3) {
      if ((s[READY] & (1 << t)) != 0) {
        int action = ACTIONS.indexOf(PCS.get(s[t]));
        after.add(Label.of(ACTIONS.get(action), Value.model(THREADS.get(t))));
        take(s, action, t);
      }
    }
    Map<String, String> stuck = new TreeMap<>();
    for (int t = 0; t < 3; t++) {
      if (s[t] != 0) {
        stuck.put(THREADS.get(t), "at step point " + PCS.get(s[t]) + " (blocked)");
      }
    }
    return new PlanDrive(
        taken,
        taken == steps ? null : run.text(),
        after,
        run.end() == PlanRun.End.THREW
            ? Map.of(String.valueOf(run.thread()), run.text())
            : Map.of(),
        stuck,
        false,
        s);
  }

  private int[] initial() {
    int[] s = new int[ROW];
    Arrays.fill(s, 3, 6, 1);
    s[OWNER] = -1;
    s[ELEMENT] = -1;
    return s;
  }

  private void write(int[] s, IntBuffer rows, int index) {
    rows.put(index * ROW, s);
    if ((fault == Fault.NONSENSE || fault == Fault.DIFFERS_THEN_THROWS) && s[OWNER] >= 0) {
      rows.put(index * ROW + OWNER, 99);
    }
  }

  private static boolean takes(int[] s, int action, int t) {
    return t == 0 && action == 3 && s[ELEMENT] >= 0;
  }

  private @Nullable String refusal(int[] s, int action, int t) {
    String name = ACTIONS.get(action);
    if (name.equals("Drop")) {
      return s[ELEMENT] >= 0 && s[OWNER] < 0 && s[DROPPED] == 0 ? null : "nothing to drop";
    }
    String who = "thread " + THREADS.get(t) + " is ";
    if (name.equals("Start")) {
      return fault == Fault.NO_START ? "no more threads" : s[3 + t] == 0 ? null : who + "running";
    }
    if (!PCS.contains(name)) {
      return s[3 + t] == 1 && s[t] == 0 ? null : who + "not idle";
    }
    if (!PCS.get(s[t]).equals(name)) {
      return who + "at " + PCS.get(s[t]);
    }
    return (s[READY] & (1 << t)) != 0 ? null : who + "at " + name + " and would block";
  }

  private void take(int[] s, int action, int t) {
    switch (ACTIONS.get(action)) {
      case "CallPut", "CallTake" -> s[t] = 1;
      case "Lock", "Wake" -> {
        s[OWNER] = t;
        s[t] = 2;
      }
      case "Change" -> change(s, t);
      case "Unlock" -> {
        s[OWNER] = -1;
        s[t] = 0;
      }
      case "Drop" -> {
        s[ELEMENT] = -1;
        s[DROPPED] = 1;
        Arrays.fill(s, 6, 9, 0);
      }
      default -> s[3 + t] = 1 - s[3 + t];
    }
    look(s);
  }

  private void look(int[] s) {
    s[READY] = 0;
    for (int u = 0; u < 3; u++) {
      s[READY] |= ready(s, u) ? 1 << u : 0;
    }
  }

  private void change(int[] s, int t) {
    boolean producer = t > 0;
    if (producer == s[ELEMENT] >= 0) {
      s[6 + t] = 1;
      s[OWNER] = -1;
      s[t] = 3;
      return;
    }
    s[ELEMENT] = producer ? t : -1;
    if (!(producer && fault == Fault.SILENT_PUT)) {
      Arrays.fill(s, 6, 9, 0);
    }
    s[t] = 4;
    if (fault == Fault.UNLOCKS_EARLY) {
      s[OWNER] = -1;
      s[t] = 0;
    }
  }

  private boolean ready(int[] s, int t) {
    return switch (s[t]) {
      case 1 -> s[OWNER] < 0 || fault == Fault.LOCK_ALWAYS_READY;
      case 2, 4 -> true;
      case 3 -> s[OWNER] < 0 && s[6 + t] == 0 && fault != Fault.WAKE_NEVER_READY;
      default -> false;
    };
  }
}
