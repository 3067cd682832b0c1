package org.lockstep.gate.subject;

import java.util.List;
import org.lockstep.pool.StreamPoolView;

/** A view of the stream pool as the row of ints that the native engine writes. */
public final class StreamPoolRow {
  /** The points and actions in the order of their numbers. */
  static final List<String> POINTS =
      List.of(
          "Idle",
          "Gone",
          "Peek",
          "Enter",
          "Count",
          "ReadSlot",
          "LockCreation",
          "RecheckSlot",
          "Create",
          "Publish",
          "UnlockCreation",
          "LockStream",
          "TakeBuffer",
          "Commit",
          "UnlockStream",
          "Leave",
          "Seal",
          "AwaitEmpty",
          "AwaitIdle",
          "Retire",
          "Destroy");

  private static final List<String> OPS = List.of("None", "current", "submit", "close");
  private static final List<String> SLOTS = List.of("empty", "ready", "retired");
  private static final List<String> BUFFERS = List.of("none", "recording");

  private StreamPoolRow() {}

  /**
   * @param ready bit i: thread i stands at a step point and could take its step now
   */
  public static int[] toRow(StreamPoolView view, int ready) {
    RowWriter row = new RowWriter();
    row.words(view.pc(), POINTS, 0);
    row.words(view.op(), OPS, -1);
    row.integers(view.cursor());
    row.booleans(view.refused());
    row.integers(view.binding());
    row.put(view.counter());
    row.words(view.slot(), SLOTS, 0);
    row.put(view.creation());
    row.integers(view.inside());
    row.booleans(view.sealed());
    row.integers(view.queues());
    row.integers(view.streamLock());
    row.words(view.buffer(), BUFFERS, 0);
    row.booleans(view.busy());
    row.put(ready);
    return row.row();
  }

  /** The view in the row that starts at this offset. */
  public static StreamPoolView fromRow(int[] rows, int offset, StreamPoolConfig config) {
    RowReader row = new RowReader(rows, offset);
    int threads = config.threads().size();
    int streams = config.poolSize() + 1;
    int gates = config.stripes();
    return new StreamPoolView(
        row.words(threads, POINTS, 0),
        row.words(threads, OPS, -1),
        row.integers(threads),
        row.booleans(threads),
        row.integers(threads),
        row.integer(),
        row.words(streams, SLOTS, 0),
        row.integer(),
        row.integers(gates),
        row.booleans(gates),
        row.integers(streams),
        row.integers(streams),
        row.words(streams, BUFFERS, 0),
        row.booleans(streams));
  }

  /** How many ints a row has; the last one is the ready mask. */
  public static int ints(StreamPoolConfig config) {
    return 5 * config.threads().size() + 5 * (config.poolSize() + 1) + 2 * config.stripes() + 3;
  }
}
