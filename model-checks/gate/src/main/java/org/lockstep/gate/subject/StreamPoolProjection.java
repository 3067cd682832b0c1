package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Values.bool;
import static org.lockstep.gate.subject.Values.byNumber;
import static org.lockstep.gate.subject.Values.byThread;
import static org.lockstep.gate.subject.Values.integer;
import static org.lockstep.gate.subject.Values.text;

import java.util.List;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.pool.StreamPoolView;

/** The view that a state of StreamPool.tla demands. */
public final class StreamPoolProjection {
  private static final Value NO = Value.model("None");

  private StreamPoolProjection() {}

  public static StreamPoolView of(State state, StreamPoolConfig config) {
    List<String> threads = config.threads();
    int gates = config.stripes();
    int streams = config.poolSize() + 1;
    return new StreamPoolView(
        byThread(state.get("pc"), threads, Values::text),
        byThread(state.get("op"), threads, Values::text),
        byThread(state.get("cursor"), threads, Values::integer),
        byThread(state.get("refused"), threads, Values::bool),
        byThread(
            state.get("binding"),
            threads,
            value -> value.equals(NO) ? StreamPoolView.NONE : integer(value)),
        integer(state.get("counter")),
        byNumber(state.get("slot"), streams, Values::text),
        threads.indexOf(text(state.get("creation"))),
        byNumber(state.get("inside"), gates, Values::integer),
        byNumber(state.get("sealed"), gates, Values::bool),
        byNumber(state.get("queues"), streams, Values::integer),
        byNumber(state.get("streamLock"), streams, holder -> threads.indexOf(text(holder))),
        byNumber(state.get("buffer"), streams, Values::text),
        byNumber(state.get("busy"), streams, value -> bool(value)));
  }
}
