package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Columns.bool;
import static org.lockstep.gate.subject.Columns.byNumber;
import static org.lockstep.gate.subject.Columns.byThread;
import static org.lockstep.gate.subject.Columns.index;
import static org.lockstep.gate.subject.Columns.number;
import static org.lockstep.gate.subject.Columns.numberOrNone;
import static org.lockstep.gate.subject.Columns.places;
import static org.lockstep.gate.subject.Columns.points;
import static org.lockstep.gate.subject.Columns.word;

import java.util.List;
import org.lockstep.pool.LeasePool;
import org.lockstep.pool.LeasePoolView;

/** The views of the lease pool. */
public final class LeasePoolFormat {
  /** The calls in the order of their numbers, from -1. */
  private static final List<String> OPS =
      List.of("None", "try", "acquire", "submit", "release", "settle", "close");

  private static final List<String> RESULTS =
      List.of("none", "timeout", "interrupted", "closed", "stale");
  private static final List<String> STATES = List.of("free", "held", "draining", "retired", "gone");
  private static final List<String> STATUSES = List.of("none", "waiting", "granted", "closed");

  private LeasePoolFormat() {}

  public static ViewFormat<LeasePoolView> of(LeasePoolConfig config) {
    List<String> threads = config.threads();
    List<String> everyone = config.everyone();
    int slots = config.size();
    return ViewFormat.of(LeasePoolView.class)
        .with("pc", byThread(everyone, points(LeasePool.Point.values())))
        .with("op", byThread(everyone, word(OPS, -1)))
        .with("result", byThread(everyone, word(RESULTS, 0)))
        .with("cursor", byThread(everyone, number()))
        .with("lease", byThread(everyone, numberOrNone()))
        .with("last", byThread(everyone, numberOrNone()))
        .with("left", byThread(threads, number()))
        .with("interrupted", byThread(threads, bool()))
        .with("state", byNumber(slots, word(STATES, 0)))
        .with("shut", byNumber(slots, bool()))
        .with("pending", byNumber(slots, number()))
        .with("busy", byNumber(slots, number()))
        .with("alive", byNumber(slots, bool()))
        .with("guard", index(everyone))
        .with("queue", places("threads in the queue", threads.size(), index(everyone)))
        .with("waiting", number())
        .with("sealed", bool())
        .with("status", byThread(threads, word(STATUSES, 0)))
        .with("woken", byThread(threads, bool()))
        .build();
  }
}
