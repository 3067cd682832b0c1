package org.lockstep.encoding;

import java.util.List;
import java.util.Map;
import org.lockstep.lock.LockRank;

/**
 * The whole state of an encoder with its locks, its kernels and its device. Components are named
 * like the variables of EncodingLock.tla; lists go by thread (handlers last), by lock (stream,
 * encoding) and by kernel (copy, library, buffer, matmul, layerNorm).
 *
 * @param pc the step point at which each thread stands: an action's name, Idle or Gone
 * @param call the call it is in, or None
 * @param result none, right, wrong or failed
 * @param queue threads in the order of their tickets
 * @param owner a thread, or -1
 * @param args whose argument stands first, whose second: threads, or -1
 */
public record EncodingLockView(
    List<String> pc,
    List<String> call,
    List<String> result,
    List<List<Integer>> queue,
    List<Integer> owner,
    List<Integer> depth,
    List<List<Integer>> args,
    List<Boolean> pending,
    boolean broken) {
  public static final int NONE = -1;
  public static final List<String> LOCKS = List.of("stream", "encoding");
  public static final List<String> KERNELS =
      List.of("copy", "library", "buffer", "matmul", "layerNorm");

  private static final Map<String, LockRank> RANKS =
      Map.of("stream", LockRank.STREAM, "encoding", LockRank.ENCODING);

  /**
   * The invariants of the model, conjunct by conjunct.
   *
   * @param target the lock that a thread at Request asks for, by thread: an index, or -1 elsewhere
   */
  public void invariant(List<Integer> target) {
    for (int t = 0; t < pc.size(); t++) {
      String at = pc.get(t);
      require(!result.get(t).equals("wrong"), "ArgsIntactInv: thread " + t + " got a wrong result");
      for (int l = 0; l < owner.size(); l++) {
        if (owner.get(l) != t) {
          continue;
        }
        String held = "thread " + t + " holds the " + LOCKS.get(l) + " lock";
        require(!at.equals("AwaitGpu"), "NoWaitUnderLockInv: " + held + " at AwaitGpu");
        require(!at.equals("Idle"), "NoLeakedLockInv: " + held + " but is in no call");
        int wanted = target.get(t);
        require(
            !at.equals("Request") || wanted == l || rank(l) < rank(wanted),
            "RankOrderInv: " + held + " and asks for another of no higher rank");
      }
    }
    for (int l = 0; l < owner.size(); l++) {
      require(
          owner.get(l) == NONE || owner.get(l).equals(queue.get(l).get(0)),
          "FifoInv: the owner of the " + LOCKS.get(l) + " lock is not first in its queue");
    }
  }

  private static int rank(int lock) {
    LockRank rank = RANKS.get(LOCKS.get(lock));
    return rank == null ? 0 : rank.rank();
  }

  private void require(boolean holds, String conjunct) {
    if (!holds) {
      throw new IllegalStateException(conjunct + " in " + this);
    }
  }
}
