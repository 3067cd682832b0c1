package org.lockstep.gate.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Trace;
import org.lockstep.kit.model.Value;

/**
 * What happens next after a counterexample: the calls that the damage needs to come to light, such
 * as the next thread that wants a lock which was leaked.
 */
public final class Aftermath {
  private Aftermath() {}

  /**
   * The trace with what follows appended: calls by threads that its last state has idle, or steps.
   */
  public static Trace of(String fault, Trace trace) {
    State last = trace.states().get(trace.states().size() - 1);
    List<Label> more =
        switch (fault) {
          case "StaleBindingAfterExit" -> successor(last);
          case "AliasedBinding", "CounterSkip" ->
              idle(last).stream().map(t -> Label.of("CallCurrent", t)).toList();
          case "LeakedLock" -> nextCaller(last);
          case "WaitUnderLock" -> handler(last);
          case "WorkLostOnClose" ->
              at(last, "Destroy").stream().map(t -> Label.of("Destroy", t)).toList();
          default -> List.<Label>of();
        };
    if (more.isEmpty()) {
      return trace;
    }
    List<State> states = new ArrayList<>(trace.states());
    List<Label> labels = new ArrayList<>(trace.labels());
    for (Label label : more) {
      labels.add(label);
      // Nobody compares them: the model has no such states.
      states.add(last);
    }
    return new Trace(states, labels, trace.loopTo(), trace.meta());
  }

  /** Whoever takes the role of a thread that is gone, and asks for its stream. */
  private static List<Label> successor(State last) {
    List<Label> labels = new ArrayList<>();
    for (Value thread : at(last, "Gone")) {
      labels.add(Label.of("ThreadStart", thread));
      labels.add(Label.of("CallCurrent", thread));
    }
    return labels;
  }

  private static List<Label> nextCaller(State last) {
    return encoders(last)
        .filter(t -> !t.equals(last.get("owner").apply(Value.of("encoding"))))
        .limit(1)
        .map(t -> Label.of("Call", t, Value.of("contiguous")))
        .toList();
  }

  private static Stream<Value> encoders(State last) {
    Value.Fun pending = (Value.Fun) last.get("pending");
    return idle(last).stream().filter(pending.entries()::containsKey);
  }

  private static List<Label> handler(State last) {
    Value.Fun pending = (Value.Fun) last.get("pending");
    return idle(last).stream()
        .filter(t -> !pending.entries().containsKey(t))
        .limit(1)
        .map(t -> Label.of("GpuComplete", t))
        .toList();
  }

  private static List<Value> idle(State state) {
    return at(state, "Idle");
  }

  private static List<Value> at(State state, String point) {
    Value.Fun pc = (Value.Fun) state.get("pc");
    return pc.entries().keySet().stream().filter(t -> pc.apply(t).equals(Value.of(point))).toList();
  }
}
