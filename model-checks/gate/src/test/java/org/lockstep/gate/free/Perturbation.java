package org.lockstep.gate.free;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

/** Ways to spoil a good log. */
enum Perturbation {
  DROP {
    @Override
    @Nullable List<Event> of(List<Event> events, int at, Round round, SplittableRandom random) {
      events.remove(at);
      return events;
    }
  },
  SWAP {
    @Override
    @Nullable List<Event> of(List<Event> events, int at, Round round, SplittableRandom random) {
      if (at + 1 == events.size()) {
        return null;
      }
      Event first = events.get(at);
      Event second = events.get(at + 1);
      if (what(first).equals(what(second))) {
        return null;
      }
      events.set(at, in(second, first.begin(), first.end()));
      events.set(at + 1, in(first, second.begin(), second.end()));
      return events;
    }
  },
  DUPLICATE {
    @Override
    @Nullable List<Event> of(List<Event> events, int at, Round round, SplittableRandom random) {
      Event event = events.get(at);
      events.add(at + 1, in(event, event.end(), event.end()));
      return events;
    }
  },
  CHANGE_ARGUMENT {
    @Override
    @Nullable List<Event> of(List<Event> events, int at, Round round, SplittableRandom random) {
      Event event = events.get(at);
      List<Value> further = other(event.further(), arguments(round, event.action()), random);
      List<Value> seen = other(event.seen(), seen(round), random);
      if (further == null && seen == null) {
        return null;
      }
      boolean arguments = seen == null || (further != null && random.nextBoolean());
      events.set(
          at,
          new Event(
              event.action(),
              arguments ? further : event.further(),
              event.begin(),
              event.end(),
              arguments ? event.seen() : seen));
      return events;
    }
  },
  CUT {
    @Override
    @Nullable List<Event> of(List<Event> events, int at, Round round, SplittableRandom random) {
      return at == 0 ? null : new ArrayList<>(events.subList(0, at));
    }
  };

  private static final int TRIES = 1000;

  /** The events of one thread spoilt at this place; null if that changes nothing there. */
  abstract @Nullable List<Event> of(
      List<Event> events, int at, Round round, SplittableRandom random);

  /**
   * A round with one of its logs spoilt at a random place; not where nearly everything is legal:
   * what time and the device do of themselves, and the end of a log that may end anywhere. Null if
   * no such place was found.
   */
  @Nullable Round of(FreeModule module, Round round, SplittableRandom random) {
    for (int tries = 0; tries < TRIES; tries++) {
      int t = random.nextInt(round.logs().size());
      ThreadLog log = round.logs().get(t);
      boolean endsAnywhere = module.last(log.thread()).isEmpty();
      if (log.events().isEmpty() || log.thread().isEmpty() || (this == CUT && endsAnywhere)) {
        continue;
      }
      int at = random.nextInt(log.events().size());
      if (log.events().get(at).action().equals("Tick")) {
        continue;
      }
      List<Event> spoilt = of(new ArrayList<>(log.events()), at, round, random);
      if (spoilt != null) {
        List<ThreadLog> logs = new ArrayList<>(round.logs());
        logs.set(t, new ThreadLog(log.thread(), spoilt));
        return new Round(round.number(), logs);
      }
    }
    return null;
  }

  private static Object what(Event event) {
    return List.of(event.action(), String.valueOf(event.further()), String.valueOf(event.seen()));
  }

  private static Event in(Event event, long begin, long end) {
    return new Event(event.action(), event.further(), begin, end, event.seen());
  }

  /** The arguments of other events of this action. */
  private static List<List<Value>> arguments(Round round, String action) {
    List<List<Value>> all = new ArrayList<>();
    for (ThreadLog log : round.logs()) {
      for (Event event : log.events()) {
        if (event.further() != null && event.action().equals(action)) {
          all.add(event.further());
        }
      }
    }
    return all;
  }

  private static List<List<Value>> seen(Round round) {
    List<List<Value>> all = new ArrayList<>();
    for (ThreadLog log : round.logs()) {
      for (Event event : log.events()) {
        if (event.seen() != null) {
          all.add(event.seen());
        }
      }
    }
    return all;
  }

  /**
   * With one of its values another one, which the round has at such a place: to compare a number
   * with a sequence is an error to TLC.
   */
  private static @Nullable List<Value> other(
      @Nullable List<Value> values, List<List<Value>> alike, SplittableRandom random) {
    if (values == null || values.isEmpty()) {
      return null;
    }
    int at = random.nextInt(values.size());
    List<Value> choice = new ArrayList<>();
    for (List<Value> those : alike) {
      if (at < those.size() && !those.get(at).equals(values.get(at))) {
        choice.add(those.get(at));
      }
    }
    if (choice.isEmpty()) {
      return null;
    }
    List<Value> changed = new ArrayList<>(values);
    changed.set(at, choice.get(random.nextInt(choice.size())));
    return changed;
  }
}
