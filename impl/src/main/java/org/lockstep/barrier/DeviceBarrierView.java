package org.lockstep.barrier;

import java.util.List;

/**
 * The whole state of a barrier with its threads, its streams and their guards. Components are named
 * like the variables of DeviceBarrier.tla; lists go by thread (pc to told, current, ending,
 * refused), by stream (phase, flight, error), by guard, and owner by stream of the pool.
 *
 * @param pc the step point at which each thread stands: an action's name, Idle or Gone
 * @param call the model's name of the call it is in, or None
 * @param ahead for each stream: what the device has yet to do before the thread's fence is passed
 * @param visited the streams that its barrier has found, ascending
 * @param told streams of whose failure its last call has told, in order
 * @param phase none, opening, open, closing or gone
 * @param lock a thread, or -1; so are the elements of owner
 * @param ending the guard, from 1, whose stream the thread gives back, or -1
 */
public record DeviceBarrierView(
    List<String> pc,
    List<String> call,
    List<List<Integer>> todo,
    List<List<Integer>> fences,
    List<List<Integer>> ahead,
    List<List<Integer>> visited,
    List<List<Integer>> told,
    List<String> phase,
    List<Integer> registry,
    int lock,
    List<Integer> flight,
    List<Boolean> error,
    List<Integer> current,
    List<Guard> guard,
    List<Integer> ending,
    List<Boolean> refused,
    List<Integer> owner) {
  public static final int NONE = -1;

  /**
   * A guard, or what is not one yet.
   *
   * @param by the thread that has opened it, or -1
   * @param over its stream, or -1
   * @param was the thread's stream from before, or -1
   */
  public record Guard(int by, int over, int was, boolean open) {
    public static final Guard UNUSED = new Guard(NONE, NONE, NONE, false);
  }

  /** The invariants of the model that need no history and no constants, conjunct by conjunct. */
  public void invariant() {
    for (int t = 0; t < pc.size(); t++) {
      boolean waits = pc.get(t).equals("Await") && ahead.get(t).get(fences.get(t).get(0)) > 0;
      require(
          !waits || lock != t,
          "NoWaitUnderLockInv: thread " + t + " waits for the device with the lock in hand");
      int newest = newest(t);
      require(
          newest == NONE || current.get(t) == guard.get(newest).over(),
          "RestoredInv: thread " + t + " is on stream " + current.get(t));
    }
  }

  private int newest(int thread) {
    for (int g = guard.size() - 1; g >= 0; g--) {
      if (guard.get(g).open() && guard.get(g).by() == thread) {
        return g;
      }
    }
    return NONE;
  }

  private void require(boolean holds, String conjunct) {
    if (!holds) {
      throw new IllegalStateException(conjunct + " in " + this);
    }
  }
}
