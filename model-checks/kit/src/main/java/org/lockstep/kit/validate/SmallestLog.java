package org.lockstep.kit.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

/**
 * The smallest part of a refused round that is still refused.
 *
 * <p>First what was done up to the earliest time at which it is wrong: that is a log of a shorter
 * run, and of a legal round every such beginning is legal. Then without threads and calls that do
 * not matter. Whoever leaves out what another thread depends on gets a log that is wrong for that
 * reason: so a call goes only if all the rest is legal but for the one event that was the last
 * straw before. The reason can still be another one; the round as it was recorded is the evidence.
 */
public final class SmallestLog {
  private final Predicate<Round> isLegal;
  private final int number;

  private SmallestLog(Predicate<Round> isLegal, int number) {
    this.isLegal = isLegal;
    this.number = number;
  }

  /** Of a round that is not legal. */
  public static Round of(Round refused, Predicate<Round> isLegal) {
    return new SmallestLog(isLegal, refused.number()).shrink(refused);
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
    if (wrong < 0 || isLegal.test(until(refused, ends[wrong]))) {
      return refused;
    }
    int legal = -1;
    while (wrong - legal > 1) {
      int middle = (wrong + legal) / 2;
      if (isLegal.test(until(refused, ends[middle]))) {
        legal = middle;
      } else {
        wrong = middle;
      }
    }
    long last = ends[wrong];
    return withoutCalls(withoutOpen(until(refused, last)), last);
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
          events.add(
              new Event(event.action(), event.further(), event.begin(), Event.OPEN, null));
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
        smallest = isLegal.test(fewer) ? smallest : fewer;
      }
    }
    return smallest;
  }

  /** The last calls first: of what comes later less depends on them. */
  private Round withoutCalls(Round round, long last) {
    Round smallest = round;
    for (int t = 0; t < round.logs().size(); t++) {
      Round without = wrongFor(with(smallest, t, List.of()), last);
      smallest = without == null ? smallest : without;
    }
    for (int t = 0; t < round.logs().size(); t++) {
      int end = smallest.logs().get(t).events().size();
      while (end > 0) {
        List<Event> events = smallest.logs().get(t).events();
        int begin = beginOfCall(events, end - 1);
        List<Event> rest = new ArrayList<>(events.subList(0, begin));
        rest.addAll(events.subList(end, events.size()));
        Round without = wrongFor(with(smallest, t, rest), last);
        smallest = without == null ? smallest : without;
        end = begin;
      }
    }
    return smallest;
  }

  /** The round if it is wrong, and right before the time of the last straw; else null. */
  private @Nullable Round wrongFor(Round round, long last) {
    return !isLegal.test(round) && isLegal.test(until(round, last - 1)) ? round : null;
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
