package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Values.bool;
import static org.lockstep.gate.subject.Values.byNumber;
import static org.lockstep.gate.subject.Values.byThread;
import static org.lockstep.gate.subject.Values.elements;
import static org.lockstep.gate.subject.Values.integer;
import static org.lockstep.gate.subject.Values.text;

import java.util.List;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.pool.LeasePoolView;

/** The view that a state of LeasePool.tla demands. */
public final class LeasePoolProjection {
  private static final Value NO = Value.model("None");

  private LeasePoolProjection() {}

  public static LeasePoolView of(State state, LeasePoolConfig config) {
    List<String> threads = config.threads();
    List<String> everyone = config.everyone();
    int slots = config.size();
    return new LeasePoolView(
        byThread(state.get("pc"), everyone, Values::text),
        byThread(state.get("op"), everyone, Values::text),
        byThread(state.get("result"), everyone, Values::text),
        byThread(state.get("cursor"), everyone, Values::integer),
        byThread(state.get("lease"), everyone, LeasePoolProjection::slot),
        byThread(state.get("last"), everyone, LeasePoolProjection::slot),
        byThread(state.get("left"), threads, Values::integer),
        byThread(state.get("interrupted"), threads, Values::bool),
        byNumber(state.get("state"), slots, Values::text),
        byNumber(state.get("shut"), slots, Values::bool),
        byNumber(state.get("pending"), slots, Values::integer),
        byNumber(state.get("busy"), slots, Values::integer),
        byNumber(state.get("alive"), slots, Values::bool),
        everyone.indexOf(text(state.get("guard"))),
        elements(state.get("queue")).stream().map(t -> everyone.indexOf(text(t))).toList(),
        integer(state.get("waiting")),
        bool(state.get("sealed")),
        byThread(state.get("status"), threads, Values::text),
        byThread(state.get("woken"), threads, Values::bool));
  }

  private static int slot(Value value) {
    return value.equals(NO) ? LeasePoolView.NONE : integer(value);
  }
}
