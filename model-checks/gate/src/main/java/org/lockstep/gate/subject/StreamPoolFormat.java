package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Columns.bool;
import static org.lockstep.gate.subject.Columns.byNumber;
import static org.lockstep.gate.subject.Columns.byThread;
import static org.lockstep.gate.subject.Columns.index;
import static org.lockstep.gate.subject.Columns.number;
import static org.lockstep.gate.subject.Columns.numberOrNone;
import static org.lockstep.gate.subject.Columns.points;
import static org.lockstep.gate.subject.Columns.word;

import java.util.List;
import org.lockstep.pool.StreamPool;
import org.lockstep.pool.StreamPoolView;

/** The views of the stream pool. */
public final class StreamPoolFormat {
  private static final List<String> OPS = List.of("None", "current", "submit", "close");
  private static final List<String> SLOTS = List.of("empty", "ready", "retired");
  private static final List<String> BUFFERS = List.of("none", "recording");

  private StreamPoolFormat() {}

  public static ViewFormat<StreamPoolView> of(StreamPoolConfig config) {
    List<String> threads = config.threads();
    int gates = config.stripes();
    int streams = config.poolSize() + 1;
    return ViewFormat.of(StreamPoolView.class)
        .with("pc", byThread(threads, points(StreamPool.Point.values())))
        .with("op", byThread(threads, word(OPS, -1)))
        .with("cursor", byThread(threads, number()))
        .with("refused", byThread(threads, bool()))
        .with("binding", byThread(threads, numberOrNone()))
        .with("counter", number())
        .with("slot", byNumber(streams, word(SLOTS, 0)))
        .with("creation", index(threads))
        .with("inside", byNumber(gates, number()))
        .with("sealed", byNumber(gates, bool()))
        .with("queues", byNumber(streams, number()))
        .with("streamLock", byNumber(streams, index(threads)))
        .with("buffer", byNumber(streams, word(BUFFERS, 0)))
        .with("busy", byNumber(streams, bool()))
        .build();
  }
}
