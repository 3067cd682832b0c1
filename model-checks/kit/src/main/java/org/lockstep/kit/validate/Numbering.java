package org.lockstep.kit.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.record.Event;

/**
 * Numbers for what is compared often: what an event says of its action, and what its thread saw. A
 * recorded run does not tell a model value from a string, so neither does this.
 */
final class Numbering {
  static final int NOTHING_SEEN = -1;

  /** All that is known of an action; {@code further} is null if it is not known. */
  private record Name(String action, String thread, @Nullable List<Value> further) {}

  private final Moves moves;
  private final List<String> observed;
  private final Map<Name, Integer> names = new HashMap<>();
  private final Map<List<Value>, Integer> sights = new HashMap<>();
  private final List<int[]> labelsOf = new ArrayList<>();
  private final List<int @Nullable []> sightsOfState = new ArrayList<>();
  private final Map<String, Integer> threads = new HashMap<>();

  Numbering(Moves moves, List<String> observed) {
    this.moves = moves;
    this.observed = observed;
  }

  int thread(String name) {
    return threads.computeIfAbsent(name, unused -> threads.size());
  }

  int name(String thread, Event event) {
    List<Value> further = event.further();
    return name(event.action(), thread, further == null ? null : plain(further));
  }

  private int name(String action, String thread, @Nullable List<Value> further) {
    Name name = new Name(action, thread, further);
    Integer known = names.get(name);
    if (known != null) {
      return known;
    }
    names.put(name, labelsOf.size());
    labelsOf.add(
        IntStream.range(0, moves.labels().size())
            .filter(label -> namesOf(moves.labels().get(label)).contains(name))
            .toArray());
    return labelsOf.size() - 1;
  }

  int seen(Event event) {
    List<Value> seen = event.seen();
    return seen == null ? NOTHING_SEEN : sight(plain(seen));
  }

  private int sight(List<Value> values) {
    return sights.computeIfAbsent(values, unused -> sights.size());
  }

  /** The labels that an event of this name may be a step of. */
  int[] labels(int name) {
    return labelsOf.get(name);
  }

  /** By its thread alone, by its thread and the rest, and as an action of the environment. */
  private static List<Name> namesOf(Label label) {
    List<Value> args = plain(label.args());
    Name environments = new Name(label.action(), "", args);
    if (args.isEmpty()) {
      return List.of(environments);
    }
    String thread =
        args.get(0) instanceof Value.Str
            ? ((Value.Str) args.get(0)).value()
            : args.get(0).toString();
    return List.of(
        new Name(label.action(), thread, null),
        new Name(label.action(), thread, args.subList(1, args.size())),
        environments);
  }

  /** What a thread sees in this state. */
  int sightOf(int state, String thread) {
    while (sightsOfState.size() <= state) {
      sightsOfState.add(null);
    }
    int number = thread(thread);
    int[] known = sightsOfState.get(state);
    if (known == null || known.length <= number) {
      int before = known == null ? 0 : known.length;
      known = known == null ? new int[number + 1] : Arrays.copyOf(known, number + 1);
      Arrays.fill(known, before, known.length, NOTHING_SEEN);
      sightsOfState.set(state, known);
    }
    if (known[number] == NOTHING_SEEN) {
      known[number] = sight(look(state, thread));
    }
    return known[number];
  }

  private List<Value> look(int state, String thread) {
    List<Value> values = new ArrayList<>(observed.size());
    for (String variable : observed) {
      Value function = moves.value(state, variable);
      Value at =
          function instanceof Value.Fun
              ? function.apply(Value.model(thread))
              : function.apply(Value.of(thread));
      values.add(plain(at));
    }
    return values;
  }

  private static List<Value> plain(List<Value> values) {
    return values.stream().map(Numbering::plain).toList();
  }

  /** With strings for model values. */
  private static Value plain(Value value) {
    if (value instanceof Value.Model) {
      return Value.of(((Value.Model) value).name());
    }
    if (value instanceof Value.Seq) {
      return new Value.Seq(plain(((Value.Seq) value).elements()));
    }
    return value;
  }
}
