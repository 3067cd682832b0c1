package org.lockstep.kit.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

class SmallestLogTest {
  private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

  private static Event call(String action, long at) {
    return new Event(action, List.of(), at, at + 1, null);
  }

  private static Event step(String action, long at) {
    return new Event(action, null, at, at + 1, null);
  }

  private static Event find(Round round, String action) {
    return round.logs().stream()
        .flatMap(log -> log.events().stream())
        .filter(event -> event.action().equals(action) && !event.isOpen())
        .findFirst()
        .orElse(step("none", -1));
  }

  /** As a model would have it in which nothing bad can be done after its cause. */
  private static boolean isLegal(Round round) {
    long cause = find(round, "Cause").begin();
    return cause < 0 || find(round, "Bad").begin() < cause;
  }

  private static Verdict verdict(Round round) {
    return new Verdict(isLegal(round), round.events(), 0, List.of(), Map.of(), List.of());
  }

  @Test
  void whatDoesNotMatterIsLeftOut() {
    ThreadLog a =
        new ThreadLog(
            "a",
            List.of(
                call("CallA", 0),
                step("One", 2),
                call("CallA", 10),
                step("Cause", 12),
                call("CallA", 20),
                step("Two", 22)));
    ThreadLog b =
        new ThreadLog(
            "b", List.of(call("CallB", 1), call("CallB", 30), step("Bad", 32), call("CallB", 40)));
    ThreadLog c = new ThreadLog("c", List.of(call("CallC", 5), step("Three", 31)));
    Round smallest = SmallestLog.of(new Round(7, List.of(a, b, c)), SmallestLogTest::verdict);
    assertEquals(
        new Round(
            7,
            List.of(
                new ThreadLog("a", List.of(call("CallA", 10), step("Cause", 12))),
                new ThreadLog("b", List.of(call("CallB", 30), step("Bad", 32))),
                new ThreadLog("c", List.of()))),
        smallest);
  }

  @Test
  void whatIsLeftIsStillRefusedAndNotLonger() {
    System.out.println("smallest logs: seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 200; i++) {
      List<ThreadLog> logs = new ArrayList<>();
      for (String thread : List.of("a", "b", "c")) {
        List<Event> events = new ArrayList<>();
        for (int at = random.nextInt(10); at < 60; at += 1 + random.nextInt(9)) {
          String action = List.of("Cause", "Bad", "Other").get(random.nextInt(3));
          events.add(random.nextBoolean() ? call(action, at) : step(action, at));
        }
        logs.add(new ThreadLog(thread, events));
      }
      Round round = new Round(i, logs);
      if (!isLegal(round)) {
        Round smallest = SmallestLog.of(round, SmallestLogTest::verdict);
        assertTrue(!isLegal(smallest) && smallest.events() <= round.events(), round::toString);
      }
    }
  }
}
