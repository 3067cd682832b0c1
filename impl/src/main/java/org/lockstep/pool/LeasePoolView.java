package org.lockstep.pool;

import java.util.List;

/**
 * The whole state of a lease pool with its threads and its device. Components are named like the
 * variables of LeasePool.tla; lists go by thread (those that lease, then the handlers; from left on
 * and of status and woken those that lease only) or slot.
 *
 * @param pc the step point at which each thread stands: an action's name, Idle or Gone
 * @param op try, acquire, submit, release, settle, close or None
 * @param result none, timeout, interrupted, closed or stale
 * @param lease a slot, or -1; so are the elements of last
 * @param left -1 without a limit
 * @param state free, held, draining, retired or gone
 * @param guard a thread, or -1
 * @param queue threads, in the order in which they are served
 * @param status none, waiting, granted or closed
 */
public record LeasePoolView(
    List<String> pc,
    List<String> op,
    List<String> result,
    List<Integer> cursor,
    List<Integer> lease,
    List<Integer> last,
    List<Integer> left,
    List<Boolean> interrupted,
    List<String> state,
    List<Boolean> shut,
    List<Integer> pending,
    List<Integer> busy,
    List<Boolean> alive,
    int guard,
    List<Integer> queue,
    int waiting,
    boolean sealed,
    List<String> status,
    List<Boolean> woken) {
  public static final int NONE = -1;

  /** The invariants of the model that need no history, conjunct by conjunct. */
  public void invariant() {
    for (int t = 0; t < pc.size(); t++) {
      int s = lease.get(t);
      if (s != NONE) {
        require(
            lease.lastIndexOf(s) == t,
            "ExclusiveInv: threads " + t + " and " + lease.lastIndexOf(s) + " lease stream " + s);
        require(
            state.get(s).equals("held"),
            "LeasedIsHeldInv: thread " + t + " leases stream " + s + ", which is " + state.get(s));
      }
    }
    boolean free = state.contains("free");
    boolean coming = pc.contains("LockWaiters");
    boolean granting = pc.contains("Grant");
    for (int t = 0; t < pc.size(); t++) {
      coming |= pc.get(t).equals("CheckWaiting") && !op.get(t).equals("acquire");
    }
    for (int s = 0; s < state.size(); s++) {
      String at = state.get(s);
      require(
          !at.equals("held") || lease.contains(s) || granting,
          "NoLostStreamInv: nobody will give back stream " + s);
      require(
          at.equals("held") || at.equals("draining") || busy.get(s) == 0,
          "DrainedInv: the device is busy with stream " + s + ", which is " + at);
    }
    require(
        queue.isEmpty() || guard != NONE || !free || coming,
        "NoLostWakeupInv: threads " + queue + " wait beside a free stream");
    require(
        guard != NONE || waiting == queue.size(),
        "CountedInv: " + waiting + " are counted, but waiting are " + queue);
    for (int t = 0; t < status.size(); t++) {
      require(
          !pc.get(t).equals("Park")
              || status.get(t).equals("waiting")
              || woken.get(t)
              || pc.contains("Wake"),
          "ToldIsWokenInv: thread " + t + " sleeps over being told " + status.get(t));
    }
  }

  private void require(boolean holds, String conjunct) {
    if (!holds) {
      throw new IllegalStateException(conjunct + " in " + this);
    }
  }
}
