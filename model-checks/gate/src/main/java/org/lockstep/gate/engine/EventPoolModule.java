package org.lockstep.gate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.lockstep.event.EventPoolView;
import org.lockstep.gate.subject.EventPoolConfig;
import org.lockstep.gate.subject.EventPoolFacts;
import org.lockstep.gate.subject.EventPoolFormat;
import org.lockstep.gate.subject.EventPoolHarm;
import org.lockstep.gate.subject.EventPoolSubject;
import org.lockstep.gate.subject.ViewFormat;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.replay.Alphabet;
import org.lockstep.kit.replay.DriveResult;

/** The event pool. */
final class EventPoolModule implements ReplayedModule<EventPoolConfig, EventPoolView> {
  @Override
  public String name() {
    return "EventPool";
  }

  @Override
  public Alphabet alphabet() {
    return EventPoolSubject.ALPHABET;
  }

  @Override
  public EventPoolConfig bounds(Target target) {
    return Bounds.of(target, EventPoolConfig::of);
  }

  @Override
  public List<String> threads(EventPoolConfig bounds) {
    return bounds.everyone();
  }

  @Override
  public ViewFormat<EventPoolView> format(EventPoolConfig bounds) {
    return EventPoolFormat.of(bounds);
  }

  @Override
  public List<String> points(EventPoolView view) {
    return view.pc();
  }

  @Override
  public JavaSubjects<EventPoolView> subjects(
      Target target, EventPoolConfig bounds, String variant) {
    EventPoolSubject.Factory factory = new EventPoolSubject.Factory(bounds, variant);
    return new JavaSubjects<>(
        factory,
        result -> EventPoolHarm.of(target.name(), bounds, result, factory.facts()),
        factory::close);
  }

  @Override
  public int[] config(EventPoolConfig bounds) {
    List<Integer> numbers = new ArrayList<>();
    numbers.add(bounds.threads().size());
    numbers.add(bounds.handlers().size());
    numbers.add(bounds.streams().size());
    numbers.add(bounds.size());
    numbers.add(bounds.wrap());
    numbers.add(bounds.start());
    numbers.addAll(bounds.streamOf());
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int argument(EventPoolConfig bounds, List<Value> further) {
    return EventPoolFormat.numberOf(bounds, further);
  }

  @Override
  public Optional<String> harm(
      String fault, EventPoolConfig bounds, DriveResult<EventPoolView> result, JsonNode facts) {
    return EventPoolHarm.of(
        fault,
        bounds,
        result,
        new EventPoolFacts(
            who(facts, "early", "thread"),
            who(facts, "early", "stream"),
            all(
                facts,
                "foreign",
                it ->
                    new EventPoolFacts.Misled(
                        number(it, "thread"), number(it, "asked"), number(it, "told"))),
            who(facts, "doubled", "thread"),
            all(
                facts,
                "shared",
                it ->
                    new EventPoolFacts.Shared(
                        number(it, "thread"), number(it, "event"), number(it, "other"))),
            all(
                facts,
                "unclean",
                it -> new EventPoolFacts.Unclean(number(it, "thread"), number(it, "event"))),
            all(
                facts,
                "disordered",
                it -> new EventPoolFacts.Disordered(number(it, "stream"), number(it, "event"))),
            all(
                facts,
                "forgotten",
                it -> new EventPoolFacts.Forgotten(number(it, "thread"), number(it, "event"))),
            all(
                facts,
                "heldUp",
                it -> new EventPoolFacts.HeldUp(number(it, "thread"), number(it, "by")))));
  }

  /** The threads, or streams, of which this is told. */
  private static Set<Integer> who(JsonNode facts, String name, String what) {
    return StreamSupport.stream(facts.path(name).spliterator(), false)
        .filter(it -> it.has(what))
        .map(it -> number(it, what))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static int number(JsonNode node, String name) {
    return node.path(name).asInt();
  }

  private static <T> List<T> all(JsonNode facts, String name, Function<JsonNode, T> read) {
    return StreamSupport.stream(facts.path(name).spliterator(), false).map(read).toList();
  }
}
