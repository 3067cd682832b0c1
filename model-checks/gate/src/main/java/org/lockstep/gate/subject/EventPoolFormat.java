package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Columns.bool;
import static org.lockstep.gate.subject.Columns.byNumber;
import static org.lockstep.gate.subject.Columns.byThread;
import static org.lockstep.gate.subject.Columns.index;
import static org.lockstep.gate.subject.Columns.number;
import static org.lockstep.gate.subject.Columns.sequence;
import static org.lockstep.gate.subject.Columns.word;

import java.util.List;
import java.util.stream.Stream;
import org.lockstep.event.EventPool;
import org.lockstep.event.EventPoolView;
import org.lockstep.event.EventPoolView.Entry;
import org.lockstep.event.EventPoolView.Handle;
import org.lockstep.event.EventPoolView.Signal;
import org.lockstep.event.EventPoolView.Work;
import org.lockstep.kit.model.Value;

/** The views of the event pool; how many calls threads may still make is abstract. */
public final class EventPoolFormat {
  private static final List<String> POINTS =
      Stream.concat(
              Stream.of("Idle", "Gone"),
              Stream.of(EventPool.Point.values()).map(EventPool.Point::action))
          .toList();

  /** The calls in the order of their numbers, from -1. */
  private static final List<String> OPS =
      List.of("None", "take", "record", "await", "timed", "query", "then", "follow", "give");

  private static final List<String> RESULTS =
      List.of("none", "asked", "waiting", "done", "notyet", "timeout", "stale", "exhausted");
  private static final List<String> STATES = List.of("none", "free", "held", "draining");
  private static final Value NONE = Value.model("None");

  // The room of a row: see lockstep.h.
  private static final int ENTRIES = 4;
  private static final int FLIGHT = 4;

  /** As event_pool_alphabet.hpp has it. */
  private static final int TIMED = 100;

  private EventPoolFormat() {}

  public static ViewFormat<EventPoolView> of(EventPoolConfig config) {
    List<String> threads = config.threads();
    List<String> everyone = config.everyone();
    List<String> streams = config.streams();
    int size = config.size();
    Column<List<Entry>> entries = sequence("who wait for an event", ENTRIES, new Entries(threads));
    return ViewFormat.of(EventPoolView.class)
        .with("pc", byThread(everyone, word(POINTS, 0)))
        .with("op", byThread(threads, word(OPS, -1)))
        .with("result", byThread(threads, word(RESULTS, 0)))
        .with("handle", byThread(threads, new Handles(streams)))
        .with("mine", byThread(threads, new Handles(streams)))
        .with("ticket", byThread(threads, number()))
        .with("late", byThread(threads, bool()))
        .with("woken", byThread(threads, bool()))
        .with("heard", byThread(threads, number()))
        .with("guard", index(everyone))
        .with("free", sequence("events", size, number()))
        .with("made", number())
        .with("state", byNumber(size, word(STATES, 0)))
        .with("gen", byNumber(size, number()))
        .with("recorded", byNumber(size, number()))
        .with("pending", byNumber(size, number()))
        .with("counter", byNumber(size, number()))
        .with("desk", byNumber(size, index(everyone)))
        .with("list", byNumber(size, entries))
        .with("owner", byThread(streams, index(threads)))
        .with("flight", byThread(streams, sequence("works in flight", FLIGHT, new Works())))
        .with("raising", byThread(config.handlers(), new Signals()))
        .with("todo", byThread(config.handlers(), entries))
        .build();
  }

  /**
   * The number that the C++ engine has for what an action says beside its thread: a stream, or
   * whose event, which is counted on from a high number if with a timeout.
   */
  public static int numberOf(EventPoolConfig config, List<Value> further) {
    String name = Values.text(further.get(0));
    if (config.streams().contains(name)) {
      return config.streams().indexOf(name);
    }
    boolean timed = further.size() > 1 && Values.bool(further.get(1));
    return config.threads().indexOf(name) + (timed ? TIMED : 0);
  }

  private record Handles(List<String> streams) implements Column<Handle> {
    @Override
    public Handle of(Value value) {
      if (value.equals(NONE)) {
        return Handle.NONE;
      }
      List<Value> parts = Values.elements(value);
      return new Handle(
          Values.integer(parts.get(0)),
          Values.integer(parts.get(1)),
          streams.indexOf(Values.text(parts.get(2))));
    }

    @Override
    public int ints() {
      return 3;
    }

    @Override
    public void write(Handle handle, RowWriter row) {
      row.put(handle.event());
      row.put(handle.gen());
      row.put(handle.stream());
    }

    @Override
    public Handle read(RowReader row) {
      return new Handle(row.integer(), row.integer(), row.integer());
    }

    @Override
    public String text(Handle handle) {
      return handle.equals(Handle.NONE)
          ? "None"
          : handle.event() + " generation " + handle.gen() + " of " + streams.get(handle.stream());
    }
  }

  private record Entries(List<String> threads) implements Column<Entry> {
    @Override
    public Entry of(Value value) {
      return new Entry(
          threads.indexOf(Values.text(value.apply(Value.of("who")))),
          value.apply(Value.of("what")).equals(Value.of("call")),
          Values.integer(value.apply(Value.of("value"))),
          Values.integer(value.apply(Value.of("gen"))));
    }

    @Override
    public int ints() {
      return 4;
    }

    @Override
    public void write(Entry entry, RowWriter row) {
      row.put(entry.who());
      row.put(entry.calls() ? 1 : 0);
      row.put(entry.value());
      row.put(entry.gen());
    }

    @Override
    public Entry read(RowReader row) {
      return new Entry(row.integer(), row.integer() != 0, row.integer(), row.integer());
    }

    @Override
    public String text(Entry entry) {
      return (entry.calls() ? "callback of " : "")
          + threads.get(entry.who())
          + " for "
          + entry.value()
          + " of generation "
          + entry.gen();
    }
  }

  private record Works() implements Column<Work> {
    @Override
    public Work of(Value value) {
      return new Work(
          value.apply(Value.of("what")).equals(Value.of("await")),
          Values.integer(value.apply(Value.of("event"))),
          Values.integer(value.apply(Value.of("value"))));
    }

    @Override
    public int ints() {
      return 3;
    }

    @Override
    public void write(Work work, RowWriter row) {
      row.put(work.awaits() ? 1 : 0);
      row.put(work.event());
      row.put(work.value());
    }

    @Override
    public Work read(RowReader row) {
      return new Work(row.integer() != 0, row.integer(), row.integer());
    }

    @Override
    public String text(Work work) {
      return (work.awaits() ? "await " : "signal ") + work.event() + " as far as " + work.value();
    }
  }

  private record Signals() implements Column<Signal> {
    @Override
    public Signal of(Value value) {
      if (value.equals(NONE)) {
        return Signal.NONE;
      }
      List<Value> parts = Values.elements(value);
      return new Signal(Values.integer(parts.get(0)), Values.integer(parts.get(1)));
    }

    @Override
    public int ints() {
      return 2;
    }

    @Override
    public void write(Signal signal, RowWriter row) {
      row.put(signal.event());
      row.put(signal.value());
    }

    @Override
    public Signal read(RowReader row) {
      return new Signal(row.integer(), row.integer());
    }

    @Override
    public String text(Signal signal) {
      return signal.equals(Signal.NONE) ? "None" : signal.event() + " as far as " + signal.value();
    }
  }
}
