package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Columns.bool;
import static org.lockstep.gate.subject.Columns.byThread;
import static org.lockstep.gate.subject.Columns.index;
import static org.lockstep.gate.subject.Columns.number;
import static org.lockstep.gate.subject.Columns.optional;
import static org.lockstep.gate.subject.Columns.points;
import static org.lockstep.gate.subject.Columns.sequence;
import static org.lockstep.gate.subject.Columns.word;

import java.util.List;
import org.lockstep.kit.model.Value;
import org.lockstep.stream.CommandStream;
import org.lockstep.stream.CommandStreamView;
import org.lockstep.stream.CommandStreamView.Buffer;
import org.lockstep.stream.CommandStreamView.Command;

/** The views of the command stream; {@code ip} is abstract. */
public final class CommandStreamFormat {
  /** The calls in the order of their numbers, from -1. */
  static final List<String> CALLS =
      List.of(
          "None",
          "kernel",
          "fill",
          "throw",
          "onCompleted",
          "signal",
          "flush",
          "synchronize",
          "innerSynchronize",
          "innerSignal");

  private static final List<String> RESULTS = List.of("none", "thrown", "failed");
  private static final List<String> GRIPS = List.of("none", "open", "ended");
  private static final List<String> HANDS = List.of("none", "current", "spent");
  private static final List<String> WHATS = List.of("work", "mark");

  // The room of a row: see lockstep.h.
  private static final int COMMANDS = 12;
  private static final int HANDLERS = 6;
  private static final int FLIGHT = 4;

  private CommandStreamFormat() {}

  public static ViewFormat<CommandStreamView> of(CommandStreamConfig config) {
    List<String> threads = config.threads();
    Column<List<Integer>> handlers = sequence("handlers of a buffer", HANDLERS, index(threads));
    Column<Buffer> buffer =
        new BufferColumn(
            sequence("commands of a buffer", COMMANDS, new CommandColumn(threads)), handlers);
    return ViewFormat.of(CommandStreamView.class)
        .with("pc", byThread(config.everyone(), points(CommandStream.Point.values())))
        .with("call", byThread(threads, word(CALLS, -1)))
        .with("result", byThread(threads, word(RESULTS, 0)))
        .with("grip", byThread(threads, word(GRIPS, 0)))
        .with("hand", byThread(threads, word(HANDS, 0)))
        .with("ahead", byThread(threads, number()))
        .with("owner", index(threads))
        .with("encoding", index(threads))
        .with("buffer", optional(buffer))
        .with("encoder", bool())
        .with("flight", sequence("buffers in flight", FLIGHT, buffer))
        .with("error", bool())
        .with("firing", byThread(config.handlers(), handlers))
        .build();
  }

  /** The number of a call that a client makes. */
  public static int numberOf(Value call) {
    return CALLS.indexOf(Values.text(call)) - 1;
  }

  private record BufferColumn(Column<List<Command>> commands, Column<List<Integer>> handlers)
      implements Column<Buffer> {
    @Override
    public Buffer of(Value value) {
      return new Buffer(
          commands.of(value.apply(Value.of("commands"))),
          handlers.of(value.apply(Value.of("handlers"))));
    }

    @Override
    public int ints() {
      return commands.ints() + handlers.ints();
    }

    @Override
    public void write(Buffer buffer, RowWriter row) {
      commands.write(buffer.commands(), row);
      handlers.write(buffer.handlers(), row);
    }

    @Override
    public Buffer read(RowReader row) {
      return new Buffer(commands.read(row), handlers.read(row));
    }

    @Override
    public String text(Buffer buffer) {
      return commands.text(buffer.commands())
          + (buffer.handlers().isEmpty() ? "" : " handlers " + handlers.text(buffer.handlers()));
    }
  }

  private record CommandColumn(List<String> threads) implements Column<Command> {
    @Override
    public Command of(Value value) {
      List<Value> pair = Values.elements(value);
      return new Command(Values.text(pair.get(0)), threads.indexOf(Values.text(pair.get(1))));
    }

    @Override
    public int ints() {
      return 1;
    }

    @Override
    public void write(Command command, RowWriter row) {
      row.put(WHATS.indexOf(command.what()) * threads.size() + command.thread());
    }

    @Override
    public Command read(RowReader row) {
      int number = row.integer();
      if (number < 0 || number >= WHATS.size() * threads.size()) {
        throw new IllegalArgumentException(
            "a row of the native engine has the command "
                + number
                + ", which none of "
                + threads
                + " records");
      }
      return new Command(WHATS.get(number / threads.size()), number % threads.size());
    }

    @Override
    public String text(Command command) {
      return command.what() + " of " + threads.get(command.thread());
    }
  }
}
