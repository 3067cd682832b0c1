package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Columns.bool;
import static org.lockstep.gate.subject.Columns.byNumber;
import static org.lockstep.gate.subject.Columns.byThread;
import static org.lockstep.gate.subject.Columns.index;
import static org.lockstep.gate.subject.Columns.number;
import static org.lockstep.gate.subject.Columns.numberOrNone;
import static org.lockstep.gate.subject.Columns.numbersBelow;
import static org.lockstep.gate.subject.Columns.points;
import static org.lockstep.gate.subject.Columns.sequence;
import static org.lockstep.gate.subject.Columns.word;

import java.util.List;
import org.lockstep.barrier.DeviceBarrier;
import org.lockstep.barrier.DeviceBarrierView;
import org.lockstep.barrier.DeviceBarrierView.Guard;
import org.lockstep.kit.model.Value;

/** The views of the barrier with its guards. */
public final class DeviceBarrierFormat {
  /** The calls in the order of their numbers, from -1. */
  private static final List<String> CALLS =
      List.of("None", "open", "submit", "synchronize", "device", "close", "end");

  private static final List<String> PHASES = List.of("none", "opening", "open", "closing", "gone");

  private DeviceBarrierFormat() {}

  public static ViewFormat<DeviceBarrierView> of(DeviceBarrierConfig config) {
    List<String> threads = config.threads();
    int streams = config.streams();
    Column<List<Integer>> some = sequence("streams", streams, number());
    return ViewFormat.of(DeviceBarrierView.class)
        .with("pc", byThread(threads, points(DeviceBarrier.Point.values())))
        .with("call", byThread(threads, word(CALLS, -1)))
        .with("todo", byThread(threads, some))
        .with("fences", byThread(threads, some))
        .with("ahead", byThread(threads, byNumber(streams, number())))
        .with("visited", byThread(threads, numbersBelow(streams)))
        .with("told", byThread(threads, some))
        .with("phase", byNumber(streams, word(PHASES, 0)))
        .with("registry", some)
        .with("lock", index(threads))
        .with("flight", byNumber(streams, number()))
        .with("error", byNumber(streams, bool()))
        .with("current", byThread(threads, number()))
        .with("guard", sequence("guards", config.guards(), new GuardColumn(index(threads))))
        .with("ending", byThread(threads, numberOrNone()))
        .with("refused", byThread(threads, bool()))
        .with("owner", byNumber(config.pooled(), index(threads)))
        .build();
  }

  /** The number of a call that a client makes. */
  public static int numberOf(Value call) {
    return CALLS.indexOf(Values.text(call)) - 1;
  }

  private record GuardColumn(Column<Integer> thread) implements Column<Guard> {
    private static final Column<Integer> STREAM = numberOrNone();
    private static final Column<Boolean> OPEN = bool();

    @Override
    public Guard of(Value value) {
      return new Guard(
          thread.of(value.apply(Value.of("by"))),
          STREAM.of(value.apply(Value.of("over"))),
          STREAM.of(value.apply(Value.of("was"))),
          OPEN.of(value.apply(Value.of("open"))));
    }

    @Override
    public int ints() {
      return thread.ints() + 2 * STREAM.ints() + OPEN.ints();
    }

    @Override
    public void write(Guard guard, RowWriter row) {
      thread.write(guard.by(), row);
      STREAM.write(guard.over(), row);
      STREAM.write(guard.was(), row);
      OPEN.write(guard.open(), row);
    }

    @Override
    public Guard read(RowReader row) {
      return new Guard(thread.read(row), STREAM.read(row), STREAM.read(row), OPEN.read(row));
    }

    @Override
    public String text(Guard guard) {
      return guard.by() == DeviceBarrierView.NONE
          ? "unused"
          : (guard.open() ? "open" : "closed")
              + " by "
              + thread.text(guard.by())
              + " over "
              + guard.over()
              + ", was "
              + guard.was();
    }
  }
}
