package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.encoding.EncodingLockView;

/** A view of the encoder and its locks as the row of ints that the native engine writes. */
public final class EncodingLockRow {
  /** The points in the order of their numbers. */
  static final List<String> POINTS =
      List.of(
          "Idle",
          "Gone",
          "Request",
          "Grant",
          "Unlock",
          "SetFirst",
          "SetSecond",
          "Dispatch",
          "AwaitGpu",
          "Complete");

  /** The calls in the order of their numbers, from -1. */
  static final List<String> CALLS =
      List.of(
          "None",
          "contiguous",
          "linear",
          "linearContiguous",
          "linearSliceContiguous",
          "projection",
          "matmul",
          "layerNorm",
          "fill",
          "synchronize",
          "handle");

  private static final List<String> RESULTS = List.of("none", "right", "wrong", "failed");

  private EncodingLockRow() {}

  /**
   * @param ready bit i: thread i stands at a step point and could take its step now
   */
  public static int[] toRow(EncodingLockView view, int ready) {
    int everyone = view.pc().size();
    RowWriter row = new RowWriter();
    row.words(view.pc(), POINTS, 0);
    row.words(view.call(), CALLS, -1);
    row.words(view.result(), RESULTS, 0);
    for (List<Integer> queue : view.queue()) {
      row.put(queue.size());
      for (int i = 0; i < everyone; i++) {
        row.put(i < queue.size() ? queue.get(i) : EncodingLockView.NONE);
      }
    }
    row.integers(view.owner());
    row.integers(view.depth());
    view.args().forEach(row::integers);
    row.booleans(view.pending());
    row.put(view.broken());
    row.put(ready);
    return row.row();
  }

  /** The view in the row that starts at this offset. */
  public static EncodingLockView fromRow(int[] rows, int offset, EncodingLockConfig config) {
    RowReader row = new RowReader(rows, offset);
    int everyone = config.everyone().size();
    int locks = EncodingLockView.LOCKS.size();
    List<String> pc = row.words(everyone, POINTS, 0);
    List<String> call = row.words(everyone, CALLS, -1);
    List<String> result = row.words(everyone, RESULTS, 0);
    List<List<Integer>> queue = new ArrayList<>();
    for (int l = 0; l < locks; l++) {
      int length = row.integer();
      queue.add(row.integers(everyone).subList(0, Math.min(length, everyone)));
    }
    List<Integer> owner = row.integers(locks);
    List<Integer> depth = row.integers(locks);
    List<List<Integer>> args = new ArrayList<>();
    for (int k = 0; k < EncodingLockView.KERNELS.size(); k++) {
      args.add(row.integers(2));
    }
    List<Boolean> pending = row.booleans(config.threads().size());
    return new EncodingLockView(pc, call, result, queue, owner, depth, args, pending, row.bool());
  }

  /** How many ints a row has; the last one is the ready mask. */
  public static int ints(EncodingLockConfig config) {
    int everyone = config.everyone().size();
    int locks = EncodingLockView.LOCKS.size();
    return 3 * everyone
        + locks * (1 + everyone)
        + 2 * locks
        + 2 * EncodingLockView.KERNELS.size()
        + config.threads().size()
        + 2;
  }
}
