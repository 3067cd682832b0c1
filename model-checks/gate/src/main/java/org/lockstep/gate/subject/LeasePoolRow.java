package org.lockstep.gate.subject;

import java.util.List;
import org.lockstep.pool.LeasePoolView;

/** A view of the lease pool as the row of ints that the native engine writes. */
public final class LeasePoolRow {
  /** The points in the order of their numbers: that of the model. */
  static final List<String> POINTS =
      List.of(
          "Idle",
          "Gone",
          "CheckWaiting",
          "Claim",
          "LockWaiters",
          "Enlist",
          "ClaimFor",
          "Grant",
          "Wake",
          "Delist",
          "UnlockWaiters",
          "Look",
          "Park",
          "Withdraw",
          "Pend",
          "Commit",
          "Free",
          "Settle",
          "Seal",
          "Refuse",
          "Shut",
          "AwaitHome",
          "TakeDown",
          "Destroy");

  /** The calls in the order of their numbers, from -1. */
  static final List<String> OPS =
      List.of("None", "try", "acquire", "submit", "release", "settle", "close");

  private static final List<String> RESULTS =
      List.of("none", "timeout", "interrupted", "closed", "stale");
  private static final List<String> STATES = List.of("free", "held", "draining", "retired", "gone");
  private static final List<String> STATUSES = List.of("none", "waiting", "granted", "closed");

  private LeasePoolRow() {}

  /**
   * @param ready bit i: thread i stands at a step point and could take its step now
   */
  public static int[] toRow(LeasePoolView view, int ready) {
    RowWriter row = new RowWriter();
    row.words(view.pc(), POINTS, 0);
    row.words(view.op(), OPS, -1);
    row.words(view.result(), RESULTS, 0);
    row.integers(view.cursor());
    row.integers(view.lease());
    row.integers(view.last());
    row.integers(view.left());
    row.booleans(view.interrupted());
    row.words(view.state(), STATES, 0);
    row.booleans(view.shut());
    row.integers(view.pending());
    row.integers(view.busy());
    row.booleans(view.alive());
    row.put(view.guard());
    for (int i = 0; i < view.left().size(); i++) {
      row.put(i < view.queue().size() ? view.queue().get(i) : LeasePoolView.NONE);
    }
    row.put(view.waiting());
    row.put(view.sealed());
    row.words(view.status(), STATUSES, 0);
    row.booleans(view.woken());
    row.put(ready);
    return row.row();
  }

  /** The view in the row that starts at this offset. */
  public static LeasePoolView fromRow(int[] rows, int offset, LeasePoolConfig config) {
    RowReader row = new RowReader(rows, offset);
    int everyone = config.everyone().size();
    int threads = config.threads().size();
    int slots = config.size();
    return new LeasePoolView(
        row.words(everyone, POINTS, 0),
        row.words(everyone, OPS, -1),
        row.words(everyone, RESULTS, 0),
        row.integers(everyone),
        row.integers(everyone),
        row.integers(everyone),
        row.integers(threads),
        row.booleans(threads),
        row.words(slots, STATES, 0),
        row.booleans(slots),
        row.integers(slots),
        row.integers(slots),
        row.booleans(slots),
        row.integer(),
        row.integers(threads).stream().filter(t -> t != LeasePoolView.NONE).toList(),
        row.integer(),
        row.bool(),
        row.words(threads, STATUSES, 0),
        row.booleans(threads));
  }

  /** How many ints a row has; the last one is the ready mask. */
  public static int ints(LeasePoolConfig config) {
    return 6 * config.everyone().size() + 5 * config.threads().size() + 5 * config.size() + 4;
  }
}
