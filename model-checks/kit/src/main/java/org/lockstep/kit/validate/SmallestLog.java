package org.lockstep.kit.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.lockstep.kit.model.State;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

/**
 * The smallest part of a refused round that is still refused, for the same reason.
 *
 * <p>First what was done up to the earliest time at which it is wrong: that is a log of a shorter
 * run, and of a legal round every such beginning is legal. Then without calls that do not matter.
 * Whoever leaves out what another thread depends on gets a log that is wrong for that reason: so
 * calls go only if all the rest is legal but for the one event that was the last straw before, and
 * if the model may be in the same states when it comes.
 */
public final class SmallestLog {
  /** Calls are left out alone, or so many in a row at most: a lease and its end, say. */
  private static final int LONGEST_ROW = 6;

  private final Function<Round, Verdict> validate;
  private final int number;

  private SmallestLog(Function<Round, Verdict> validate, int number) {
    this.validate = validate;
    this.number = number;
  }

  /** Of a round that is not legal. */
  public static Round of(Round refused, Function<Round, Verdict> validate) {
    return new SmallestLog(validate, refused.number()).shrink(refused);
  }

  private boolean isLegal(Round round) {
    return validate.apply(round).legal();
  }

  private Round shrink(Round refused) {
    long[] ends =
        refused.logs().stream()
            .flatMap(log -> log.events().stream())
            .filter(event -> !event.isOpen())
            .mapToLong(Event::end)
            .sorted()
            .distinct()
            .toArray();
    int wrong = ends.length - 1;
    if (wrong < 0 || isLegal(until(refused, ends[wrong]))) {
      return refused;
    }
    int legal = -1;
    while (wrong - legal > 1) {
      int middle = (wrong + legal) / 2;
      if (isLegal(until(refused, ends[middle]))) {
        legal = middle;
      } else {
        wrong = middle;
      }
    }
    Round earliest = withoutOpen(until(refused, ends[wrong]));
    return withoutCalls(earliest, ends[wrong], states(validate.apply(earliest)));
  }

  private static Set<State> states(Verdict verdict) {
    return new HashSet<>(verdict.candidates());
  }

  /** What had been begun by then; whether what had not ended yet happened is left open. */
  private Round until(Round round, long time) {
    List<ThreadLog> logs = new ArrayList<>();
    for (ThreadLog log : round.logs()) {
      List<Event> events = new ArrayList<>();
      for (Event event : log.events()) {
        if (event.end() <= time) {
          events.add(event);
        } else if (event.begin() < time) {
          events.add(new Event(event.action(), event.further(), event.begin(), Event.OPEN, null));
        }
      }
      logs.add(new ThreadLog(log.thread(), events));
    }
    return new Round(number, logs);
  }

  /** What may have happened or not, and makes nothing right. */
  private Round withoutOpen(Round round) {
    Round smallest = round;
    for (int t = 0; t < round.logs().size(); t++) {
      List<Event> events = smallest.logs().get(t).events();
      if (!events.isEmpty() && events.get(events.size() - 1).isOpen()) {
        Round fewer = with(smallest, t, events.subList(0, events.size() - 1));
        smallest = isLegal(fewer) ? smallest : fewer;
      }
    }
    return smallest;
  }

  /** Rows from the longest, and the last calls first: less depends on them. */
  private Round withoutCalls(Round round, long last, Set<State> before) {
    Round smallest = round;
    for (int t = 0; t < round.logs().size(); t++) {
      for (int row = LONGEST_ROW; row > 0; row--) {
        int end = smallest.logs().get(t).events().size();
        while (end > 0) {
          List<Event> events = smallest.logs().get(t).events();
          int begin = end;
          for (int call = 0; call < row && begin > 0; call++) {
            begin = beginOfCall(events, begin - 1);
          }
          List<Event> rest = new ArrayList<>(events.subList(0, begin));
          rest.addAll(events.subList(end, events.size()));
          Round fewer = with(smallest, t, rest);
          smallest = isWrongFor(fewer, last, before) ? fewer : smallest;
          end = beginOfCall(events, end - 1);
          end = Math.min(end, smallest.logs().get(t).events().size());
        }
      }
    }
    return smallest;
  }

  private boolean isWrongFor(Round round, long last, Set<State> before) {
    Verdict verdict = validate.apply(round);
    return !verdict.legal() && states(verdict).equals(before) && isLegal(until(round, last - 1));
  }

  /** A call begins with the event that tells of its arguments. */
  private static int beginOfCall(List<Event> events, int at) {
    int begin = at;
    while (begin > 0 && events.get(begin).further() == null) {
      begin--;
    }
    return begin;
  }

  private static Round with(Round round, int t, List<Event> events) {
    List<ThreadLog> logs = new ArrayList<>(round.logs());
    logs.set(t, new ThreadLog(logs.get(t).thread(), events));
    return new Round(round.number(), logs);
  }
}
