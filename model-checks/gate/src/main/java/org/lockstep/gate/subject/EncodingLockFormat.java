package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Columns.bool;
import static org.lockstep.gate.subject.Columns.byName;
import static org.lockstep.gate.subject.Columns.byThread;
import static org.lockstep.gate.subject.Columns.index;
import static org.lockstep.gate.subject.Columns.number;
import static org.lockstep.gate.subject.Columns.sequence;
import static org.lockstep.gate.subject.Columns.tuple;
import static org.lockstep.gate.subject.Columns.word;

import java.util.List;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.kit.model.Value;

/** The views of the encoder and its locks; {@code ip} is abstract. */
public final class EncodingLockFormat {
  private static final List<String> POINTS =
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
  private static final List<String> CALLS =
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

  private EncodingLockFormat() {}

  public static ViewFormat<EncodingLockView> of(EncodingLockConfig config) {
    List<String> everyone = config.everyone();
    List<String> locks = EncodingLockView.LOCKS;
    Column<Integer> one = index(everyone);
    return ViewFormat.of(EncodingLockView.class)
        .with("pc", byThread(everyone, word(POINTS, 0)))
        .with("call", byThread(everyone, word(CALLS, -1)))
        .with("result", byThread(everyone, word(RESULTS, 0)))
        .with("queue", byName(locks, sequence("threads in a queue", everyone.size(), one)))
        .with("owner", byName(locks, one))
        .with("depth", byName(locks, number()))
        .with("args", byName(EncodingLockView.KERNELS, tuple(2, one)))
        .with("pending", byThread(config.threads(), bool()))
        .with("broken", bool())
        .build();
  }

  /** The number of a call that a client makes. */
  public static int numberOf(Value call) {
    return CALLS.indexOf(Values.text(call)) - 1;
  }
}
