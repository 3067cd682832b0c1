package org.lockstep.kit.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.StateGraph;
import org.lockstep.kit.model.Value;

/**
 * The semantics of a bounded buffer with a monitor, explored by a breadth-first search: a model
 * that no TLC is needed for.
 */
public final class BufferModel {
  static final List<String> VARIABLES =
      List.of("buffer", "owner", "waiting", "running", "dropped", "pc");

  public static final Alphabet ALPHABET =
      Alphabet.builder()
          .client("CallPut", "CallTake")
          .steps("Lock", "Change", "Wake", "Unlock")
          .environment("Drop")
          .threadExit("Exit")
          .threadStart("Start")
          .ignoredPoints("Wait", "Put", "Take", "Notify")
          .build();

  private record M(
      List<String> buffer,
      String owner,
      SortedSet<String> waiting,
      SortedSet<String> running,
      boolean dropped,
      SortedMap<String, String> pc) {
    M go(String thread, String to) {
      SortedMap<String, String> next = new TreeMap<>(pc);
      next.put(thread, to);
      return new M(buffer, owner, waiting, running, dropped, next);
    }

    M owner(String next) {
      return new M(buffer, next, waiting, running, dropped, pc);
    }

    M buffer(List<String> next) {
      return new M(next, owner, new TreeSet<>(), running, dropped, pc);
    }

    M waits(String thread) {
      SortedSet<String> next = new TreeSet<>(waiting);
      next.add(thread);
      return new M(buffer, owner, next, running, dropped, pc);
    }

    M running(String thread, boolean runs) {
      SortedSet<String> next = new TreeSet<>(running);
      boolean changed = runs ? next.add(thread) : next.remove(thread);
      assert changed;
      return new M(buffer, owner, waiting, next, dropped, pc);
    }

    M drop() {
      return new M(buffer, owner, waiting, running, true, pc);
    }

    State state() {
      TreeMap<Value, Value> pcs = new TreeMap<>();
      pc.forEach((thread, at) -> pcs.put(Value.model(thread), Value.of(at)));
      return new State(
          VARIABLES,
          List.of(
              seq(buffer),
              owner.equals("none") ? Value.of(owner) : Value.model(owner),
              set(waiting),
              set(running),
              Value.of(dropped),
              Value.fun(pcs)));
    }

    private static Value seq(List<String> names) {
      return Value.seq(names.stream().map(Value::model).toList());
    }

    private static Value set(SortedSet<String> names) {
      return Value.set(names.stream().map(Value::model).toList());
    }
  }

  private record Successor(Label label, M to) {}

  private final List<String> producers;
  private final List<String> consumers;
  private final int capacity;

  private BufferModel(List<String> producers, List<String> consumers, int capacity) {
    this.producers = producers;
    this.consumers = consumers;
    this.capacity = capacity;
  }

  public static StateGraph graph(List<String> producers, List<String> consumers, int capacity) {
    return new BufferModel(producers, consumers, capacity).explore();
  }

  private StateGraph explore() {
    StateGraph.Builder builder = new StateGraph.Builder();
    Map<M, Integer> ids = new HashMap<>();
    SortedMap<String, String> pc = new TreeMap<>();
    producers.forEach(thread -> pc.put(thread, "idle"));
    consumers.forEach(thread -> pc.put(thread, "idle"));
    M first = new M(List.of(), "none", new TreeSet<>(), new TreeSet<>(pc.keySet()), false, pc);
    ids.put(first, 0);
    builder.initial(builder.node(0, first::state));
    List<M> found = new ArrayList<>(List.of(first));
    for (int i = 0; i < found.size(); i++) {
      for (Successor next : successors(found.get(i))) {
        Integer target = ids.get(next.to());
        if (target == null) {
          target = found.size();
          ids.put(next.to(), target);
          found.add(next.to());
        }
        builder.edge(i, builder.node(target, next.to()::state), next.label());
      }
    }
    return builder.build();
  }

  private List<Successor> successors(M m) {
    List<Successor> all = new ArrayList<>();
    producers.forEach(thread -> threadSteps(m, thread, true, all));
    consumers.forEach(thread -> threadSteps(m, thread, false, all));
    if (!m.dropped() && m.owner().equals("none") && !m.buffer().isEmpty()) {
      all.add(new Successor(Label.of("Drop"), m.buffer(List.of()).drop()));
    }
    return all;
  }

  private void threadSteps(M m, String thread, boolean producer, List<Successor> all) {
    boolean free = m.owner().equals("none");
    if (!m.running().contains(thread)) {
      add(all, "Start", thread, m.running(thread, true));
      return;
    }
    switch (Objects.requireNonNull(m.pc().get(thread))) {
      case "idle":
        add(all, producer ? "CallPut" : "CallTake", thread, m.go(thread, "Lock"));
        if (!producer) {
          add(all, "Exit", thread, m.running(thread, false));
        }
        break;
      case "Lock":
        if (free) {
          add(all, "Lock", thread, m.owner(thread).go(thread, "Change"));
        }
        break;
      case "Change":
        if (producer ? m.buffer().size() == capacity : m.buffer().isEmpty()) {
          add(all, "Change", thread, m.waits(thread).owner("none").go(thread, "Wake"));
        } else {
          List<String> next = new ArrayList<>(m.buffer());
          if (producer) {
            next.add(thread);
          } else {
            next.remove(0);
          }
          add(all, "Change", thread, m.buffer(List.copyOf(next)).go(thread, "Unlock"));
        }
        break;
      case "Wake":
        if (free && !m.waiting().contains(thread)) {
          add(all, "Wake", thread, m.owner(thread).go(thread, "Change"));
        }
        break;
      default:
        add(all, "Unlock", thread, m.owner("none").go(thread, "idle"));
    }
  }

  private static void add(List<Successor> all, String action, String thread, M to) {
    all.add(new Successor(Label.of(action, Value.model(thread)), to));
  }
}
