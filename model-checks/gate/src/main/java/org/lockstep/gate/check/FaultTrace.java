package org.lockstep.gate.check;

import java.util.List;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.Trace;

/** The counterexample of a fault as a schedule for an engine. */
public final class FaultTrace {
  /**
   * A fault overrides an action by {@code Enter <- Fault_Enter} in its cfg, and TLC then calls the
   * action by the name of what it really evaluates. The engine's step point is still Enter: that a
   * faulty operator carries out the step is what the schedule is about.
   */
  private static final String OVERRIDE = "Fault_";

  private FaultTrace() {}

  public static Trace of(Trace counterexample) {
    List<Label> labels = counterexample.labels().stream().map(FaultTrace::plain).toList();
    return new Trace(
        counterexample.states(), labels, counterexample.loopTo(), counterexample.meta());
  }

  static Label plain(Label label) {
    return label.action().startsWith(OVERRIDE)
        ? new Label(label.action().substring(OVERRIDE.length()), label.args())
        : label;
  }
}
