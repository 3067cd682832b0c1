package org.lockstep.pool;

import java.util.List;

/**
 * The whole state of a stream pool with its threads and its device. Components are named like the
 * variables of StreamPool.tla; lists go by thread, gate or stream.
 *
 * @param pc the step point at which each thread stands: an action's name, Idle or Gone
 * @param op current, submit, close or None
 * @param binding a stream, or -1
 * @param slot empty, ready or retired
 * @param creation a thread, or -1; so are the elements of streamLock
 * @param buffer none or recording
 */
public record StreamPoolView(
    List<String> pc,
    List<String> op,
    List<Integer> cursor,
    List<Boolean> refused,
    List<Integer> binding,
    int counter,
    List<String> slot,
    int creation,
    List<Integer> inside,
    List<Boolean> sealed,
    List<Integer> queues,
    List<Integer> streamLock,
    List<String> buffer,
    List<Boolean> busy) {
  public static final int NONE = -1;

  /** The invariants of the model, conjunct by conjunct. */
  public void invariant(int main) {
    for (int s = 0; s < queues.size(); s++) {
      require(queues.get(s) <= 1, "CreatedOnceInv: stream " + s + " has two queues");
    }
    for (int t = 0; t < pc.size(); t++) {
      String at = pc.get(t);
      int s = binding.get(t);
      boolean commits = at.equals("Commit");
      boolean inSection = commits || at.equals("TakeBuffer") || at.equals("UnlockStream");
      require(!commits || queues.get(s) != 0, "ReadyBeforeUseInv: thread " + t + " has no queue");
      require(
          !inSection || !slot.get(s).equals("retired"),
          "NoUseAfterCloseInv: thread " + t + " uses retired stream " + s);
      require(
          !commits || buffer.get(s).equals("recording"),
          "NoDoubleCommitInv: thread " + t + " is to commit a buffer committed before");
      require(s != 0 || t == main, "DefaultIsMainsInv: thread " + t + " is bound to stream 0");
      require(
          !at.equals("Gone") || s == NONE,
          "FreshThreadUnboundInv: thread " + t + " is gone but bound to stream " + s);
    }
  }

  private void require(boolean holds, String conjunct) {
    if (!holds) {
      throw new IllegalStateException(conjunct + " in " + this);
    }
  }
}
