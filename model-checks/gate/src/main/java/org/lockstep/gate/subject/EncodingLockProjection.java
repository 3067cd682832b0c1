package org.lockstep.gate.subject;

import static org.lockstep.gate.subject.Values.bool;
import static org.lockstep.gate.subject.Values.byName;
import static org.lockstep.gate.subject.Values.byThread;
import static org.lockstep.gate.subject.Values.elements;
import static org.lockstep.gate.subject.Values.text;

import java.util.List;
import org.lockstep.encoding.EncodingLockView;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;

/** The view that a state of EncodingLock.tla demands; {@code ip} is abstract. */
public final class EncodingLockProjection {
  private EncodingLockProjection() {}

  public static EncodingLockView of(State state, EncodingLockConfig config) {
    List<String> everyone = config.everyone();
    List<String> locks = EncodingLockView.LOCKS;
    return new EncodingLockView(
        byThread(state.get("pc"), everyone, Values::text),
        byThread(state.get("call"), everyone, Values::text),
        byThread(state.get("result"), everyone, Values::text),
        byName(state.get("queue"), locks, queue -> indices(queue, everyone)),
        byName(state.get("owner"), locks, owner -> everyone.indexOf(text(owner))),
        byName(state.get("depth"), locks, Values::integer),
        byName(state.get("args"), EncodingLockView.KERNELS, pair -> indices(pair, everyone)),
        byThread(state.get("pending"), config.threads(), Values::bool),
        bool(state.get("broken")));
  }

  private static List<Integer> indices(Value threads, List<String> everyone) {
    return elements(threads).stream().map(thread -> everyone.indexOf(text(thread))).toList();
  }
}
