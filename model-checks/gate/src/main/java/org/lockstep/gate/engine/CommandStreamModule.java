package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.lockstep.gate.subject.CommandStreamConfig;
import org.lockstep.gate.subject.CommandStreamFacts;
import org.lockstep.gate.subject.CommandStreamFormat;
import org.lockstep.gate.subject.CommandStreamHarm;
import org.lockstep.gate.subject.CommandStreamSubject;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;
import org.lockstep.stream.CommandStreamView;

/** The command stream. */
final class CommandStreamModule implements ReplayedModule<CommandStreamConfig, CommandStreamView> {
  @Override
  public String name() {
    return "CommandStream";
  }

  @Override
  public Alphabet alphabet() {
    return CommandStreamSubject.ALPHABET;
  }

  @Override
  public CommandStreamConfig bounds(Target target) {
    return Bounds.of(target, CommandStreamConfig::of);
  }

  @Override
  public List<String> threads(CommandStreamConfig bounds) {
    return bounds.everyone();
  }

  @Override
  public ViewFormat<CommandStreamView> format(CommandStreamConfig bounds) {
    return CommandStreamFormat.of(bounds);
  }

  @Override
  public List<String> points(CommandStreamView view) {
    return view.pc();
  }

  @Override
  public JavaSubjects<CommandStreamView> subjects(
      Target target, CommandStreamConfig bounds, String variant) {
    CommandStreamSubject.Factory factory = new CommandStreamSubject.Factory(bounds, variant);
    return new JavaSubjects<>(
        factory,
        result -> CommandStreamHarm.of(target.name(), bounds, result, factory.facts()),
        factory::close);
  }

  @Override
  public int[] config(CommandStreamConfig bounds) {
    return new int[] {bounds.threads().size(), bounds.handlers().size()};
  }

  @Override
  public int argument(CommandStreamConfig bounds, List<Value> further) {
    return CommandStreamFormat.numberOf(further.get(0));
  }

  @Override
  public Optional<String> harm(
      String fault,
      CommandStreamConfig bounds,
      DriveResult<CommandStreamView> result,
      JsonNode facts) {
    return CommandStreamHarm.of(
        fault,
        bounds,
        result,
        new CommandStreamFacts(
            all(facts, "lost", CommandStreamModule::thing),
            all(facts, "doubled", CommandStreamModule::thing),
            all(
                facts,
                "unsynchronized",
                it ->
                    new CommandStreamFacts.Unsynchronized(
                        number(it, "thread"), number(it, "pending"))),
            new LinkedHashSet<>(
                all(
                    facts,
                    "heldUp",
                    it -> new CommandStreamFacts.HeldUp(number(it, "thread"), number(it, "by")))),
            new LinkedHashSet<>(all(facts, "overdue", it -> number(it, "thread")))));
  }

  private static CommandStreamFacts.Thing thing(JsonNode node) {
    return new CommandStreamFacts.Thing(node.path("what").asText(), number(node, "thread"));
  }

  private static int number(JsonNode node, String name) {
    return node.path(name).asInt();
  }

  private static <T> List<T> all(JsonNode facts, String name, Function<JsonNode, T> read) {
    return StreamSupport.stream(facts.path(name).spliterator(), false).map(read).toList();
  }
}
