package org.lockstep.kit.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.record.Event;
import org.lockstep.kit.record.Round;
import org.lockstep.kit.record.ThreadLog;

class ValidatorTest {
  private static final Value A = Value.model("a");
  private static final Value B = Value.model("b");
  private static final Value NOBODY = Value.model("None");

  /** A lock of two threads, a clock that nobody records, and who has had the lock last. */
  private static StateGraph lock() {
    StateGraph.Builder graph = new StateGraph.Builder();
    int free = node(graph, 0, NOBODY, false);
    int dawn = node(graph, 1, NOBODY, true);
    graph.initial(free);
    graph.edge(free, dawn, Label.of("Tick"));
    for (Value thread : List.of(A, B)) {
      int base = thread.equals(A) ? 2 : 4;
      int held = node(graph, base, thread, false);
      int heldLate = node(graph, base + 1, thread, true);
      graph.edge(free, held, Label.of("Lock", thread));
      graph.edge(held, free, Label.of("Unlock", thread));
      graph.edge(held, heldLate, Label.of("Tick"));
      graph.edge(dawn, heldLate, Label.of("Lock", thread));
      graph.edge(heldLate, dawn, Label.of("Unlock", thread));
      // Only when time has passed.
      graph.edge(heldLate, heldLate, Label.of("Late", thread, Value.of(7)));
    }
    return graph.build();
  }

  private static int node(StateGraph.Builder graph, int number, Value owner, boolean late) {
    Value has = Value.fun(Map.of(A, Value.of(owner.equals(A)), B, Value.of(owner.equals(B))));
    return graph.node(
        number,
        () -> new State(List.of("owner", "late", "has"), List.of(owner, Value.of(late), has)));
  }

  private static Verdict validate(ThreadLog... logs) {
    return new Validator(new GraphMoves(lock()), Set.of("Tick"), List.of("has"))
        .validate(new Round(0, List.of(logs)));
  }

  private static ThreadLog log(String thread, Event... events) {
    return new ThreadLog(thread, List.of(events));
  }

  private static Event event(String action, long begin, long end) {
    return new Event(action, null, begin, end, null);
  }

  private static Event seeing(Event event, boolean has) {
    return new Event(
        event.action(), event.further(), event.begin(), event.end(), List.of(Value.of(has)));
  }

  @Test
  void eventsThatOverlapMayHaveHappenedInEitherOrder() {
    Verdict verdict =
        validate(
            log("a", event("Lock", 0, 20), event("Unlock", 20, 30)),
            log("b", event("Lock", 5, 40), event("Unlock", 40, 50)));
    assertTrue(verdict.legal(), verdict::toString);
    assertEquals("[Lock(a), Unlock(a), Lock(b), Unlock(b)]", verdict.order().toString());
  }

  @Test
  void eventsThatDoNotOverlapHappenedInTheirOrder() {
    Verdict verdict =
        validate(
            log("a", event("Lock", 0, 10), event("Unlock", 30, 40)),
            log("b", event("Lock", 11, 20), event("Unlock", 50, 60)));
    assertFalse(verdict.legal());
    assertEquals(1, verdict.explained());
    assertEquals("Lock in 11..20", String.valueOf(verdict.next().get("b")));
    assertEquals(A, verdict.candidates().get(0).get("owner"));
  }

  @Test
  void whatNobodyRecordsMayHappenAtAnyTime() {
    Event late = new Event("Late", List.of(Value.of(7)), 10, 20, null);
    assertTrue(validate(log("a", event("Lock", 0, 10), late)).legal());
    Event other = new Event("Late", List.of(Value.of(8)), 10, 20, null);
    assertFalse(validate(log("a", event("Lock", 0, 10), other)).legal(), "of other arguments");
    assertFalse(validate(log("a", late)).legal(), "without the lock");
  }

  @Test
  void whatAThreadSawMustBeSo() {
    assertTrue(validate(log("a", seeing(event("Lock", 0, 10), true))).legal());
    assertFalse(validate(log("a", seeing(event("Lock", 0, 10), false))).legal());
  }

  @Test
  void whatWasNotSeenToEndMayHaveHappenedOrNot() {
    Event open = event("Lock", 5, Event.OPEN);
    assertTrue(validate(log("a", event("Lock", 0, 10)), log("b", open)).legal());
    Event late = new Event("Late", List.of(Value.of(7)), 30, 40, null);
    Verdict both = validate(log("a", event("Lock", 0, 10), late), log("b", open));
    assertTrue(both.legal());
  }

  @Test
  void theEnvironmentNamesAllArguments() {
    Event tick = new Event("Late", List.of(Value.of("a"), Value.of(7)), 20, 30, null);
    assertTrue(validate(log("a", event("Lock", 0, 10)), log("", tick)).legal());
  }

  @Test
  void moreThanASearchCanHoldIsRefused() {
    ThreadLog[] logs = new ThreadLog[9];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = log("t" + i);
    }
    assertThrows(IllegalArgumentException.class, () -> validate(logs));
  }

  /** The search against one that tries every order, on random graphs and logs. */
  @Property(tries = 2000)
  void agreesWithTryingEveryOrder(@ForAll long seed) {
    agrees(seed);
  }

  /** Here ticks make so many paths that to try each of those takes from seconds to days. */
  @Test
  void agreesWhereTicksMakeManyPaths() {
    List.of(2_071L, 10_991L, 16_796L, 27_854L, 28_474L).forEach(ValidatorTest::agrees);
  }

  private static void agrees(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StateGraph graph = randomGraph(random);
    List<ThreadLog> logs = new ArrayList<>();
    for (String thread : List.of("a", "b", "c")) {
      logs.add(randomLog(random, thread));
    }
    Round round = new Round(0, logs);
    Verdict verdict =
        new Validator(new GraphMoves(graph), Set.of("Tick"), List.of()).validate(round);
    int most = new EveryOrder(graph, logs).most();
    assertEquals(most, verdict.explained());
    assertEquals(most == round.events(), verdict.legal());
  }

  private static StateGraph randomGraph(SplittableRandom random) {
    StateGraph.Builder graph = new StateGraph.Builder();
    int nodes = 1 + random.nextInt(5);
    for (int n = 0; n < nodes; n++) {
      int number = n;
      graph.node(n, () -> new State(List.of("n"), List.of(Value.of(number))));
    }
    graph.initial(0);
    int edges = random.nextInt(4 * nodes);
    for (int e = 0; e < edges; e++) {
      Value thread = Value.model(String.valueOf((char) ('a' + random.nextInt(3))));
      Label label =
          random.nextInt(6) == 0
              ? Label.of("Tick")
              : Label.of(random.nextBoolean() ? "X" : "Y", thread);
      graph.edge(random.nextInt(nodes), random.nextInt(nodes), label);
    }
    return graph.build();
  }

  private static ThreadLog randomLog(SplittableRandom random, String thread) {
    List<Event> events = new ArrayList<>();
    long now = random.nextInt(5);
    for (int i = random.nextInt(4); i > 0; i--) {
      long begin = now + random.nextInt(4);
      now = begin + random.nextInt(8);
      events.add(event(random.nextBoolean() ? "X" : "Y", begin, now));
    }
    return new ThreadLog(thread, events);
  }

  /**
   * All orders, one after the other, each with all states that the model may be in: not path by
   * path, of which there are billions where a state has ticks to choose from.
   */
  private record EveryOrder(StateGraph graph, List<ThreadLog> logs) {
    int most() {
      return most(withTicks(Set.of(0)), new int[logs.size()], 0);
    }

    private int most(Set<Integer> nodes, int[] at, int done) {
      int most = done;
      for (int t = 0; t < at.length; t++) {
        if (mayComeNext(t, at)) {
          Event event = logs.get(t).events().get(at[t]);
          Label label = Label.of(event.action(), Value.model(logs.get(t).thread()));
          Set<Integer> after = after(nodes, label);
          if (!after.isEmpty()) {
            at[t]++;
            most = Math.max(most, most(withTicks(after), at, done + 1));
            at[t]--;
          }
        }
      }
      return most;
    }

    private Set<Integer> withTicks(Set<Integer> nodes) {
      Set<Integer> all = new TreeSet<>(nodes);
      while (all.addAll(after(all, Label.of("Tick")))) {
        // Until nothing is new.
      }
      return all;
    }

    private Set<Integer> after(Set<Integer> nodes, Label label) {
      Set<Integer> after = new TreeSet<>();
      for (int node : nodes) {
        for (int edge = graph.firstEdge(node); edge < graph.edgesEnd(node); edge++) {
          if (graph.label(edge).equals(label)) {
            after.add(graph.target(edge));
          }
        }
      }
      return after;
    }

    private boolean mayComeNext(int t, int[] at) {
      if (at[t] == logs.get(t).events().size()) {
        return false;
      }
      long begin = logs.get(t).events().get(at[t]).begin();
      for (int other = 0; other < at.length; other++) {
        List<Event> events = logs.get(other).events();
        if (at[other] < events.size() && events.get(at[other]).end() < begin) {
          return false;
        }
      }
      return true;
    }
  }
}
