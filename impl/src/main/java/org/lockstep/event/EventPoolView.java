package org.lockstep.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The whole state of a pool of events with its threads, streams and device. Components are named
 * like the variables of EventPool.tla; lists go by thread (for {@code pc} the device's after those
 * that use events), event, stream, or thread of the device.
 *
 * @param pc the step point at which each thread stands: an action's name, Idle or Gone
 * @param op take, record, await, timed, query, then, follow, give or None
 * @param result none, asked, waiting, done, notyet, timeout, stale or exhausted
 * @param guard a thread, or -1; so are the elements of desk and owner
 * @param free events, the one to take first in front
 * @param state none, free, held or draining
 */
public record EventPoolView(
    List<String> pc,
    List<String> op,
    List<String> result,
    List<Handle> handle,
    List<Handle> mine,
    List<Integer> ticket,
    List<Boolean> late,
    List<Boolean> woken,
    List<Integer> heard,
    int guard,
    List<Integer> free,
    int made,
    List<String> state,
    List<Integer> gen,
    List<Integer> recorded,
    List<Integer> pending,
    List<Integer> counter,
    List<Integer> desk,
    List<List<Entry>> list,
    List<Integer> owner,
    List<List<Work>> flight,
    List<Signal> raising,
    List<List<Entry>> todo) {
  public static final int NONE = -1;

  /** An event, its generation, its stream. */
  public record Handle(int event, int gen, int stream) {
    public static final Handle NONE = new Handle(-1, -1, -1);
  }

  /** A thread that waits, or a callback that it asked for. */
  public record Entry(int who, boolean calls, int value, int gen) {}

  /** What the device has to do: to signal, or to await. */
  public record Work(boolean awaits, int event, int value) {}

  /** What a thread of the device brings. */
  public record Signal(int event, int value) {
    public static final Signal NONE = new Signal(-1, -1);
  }

  /** The invariants of the model that need no history, conjunct by conjunct. */
  public void invariant() {
    require(new HashSet<>(free).size() == free.size(), "HomeInv: an event is home twice: " + free);
    for (int e : free) {
      require(state.get(e).equals("free"), "HomeInv: event " + e + " is home and " + state.get(e));
    }
    for (int e = 0; e < state.size(); e++) {
      if (state.get(e).equals("free")) {
        require(
            pending.get(e) == 0 && list.get(e).isEmpty() && counter.get(e).equals(recorded.get(e)),
            "CleanInv: event " + e + " is free with something under way, or somebody waiting");
      }
    }
    for (int t = 0; t < op.size(); t++) {
      if (pc.get(t).equals("Sleep")) {
        require(
            guard != t && !desk.contains(t) && !owner.contains(t),
            "NoSleepHoldingInv: thread " + t + " sleeps with a lock, or on a queue");
      }
    }
    for (List<Entry> waiters : list) {
      List<Integer> asleep = new ArrayList<>();
      waiters.stream().filter(entry -> !entry.calls()).forEach(entry -> asleep.add(entry.who()));
      require(
          new HashSet<>(asleep).size() == asleep.size(),
          "NoLostWakeupInv: a thread is on a list twice: " + asleep);
    }
  }

  private void require(boolean holds, String conjunct) {
    if (!holds) {
      throw new IllegalStateException(conjunct + " in " + this);
    }
  }
}
