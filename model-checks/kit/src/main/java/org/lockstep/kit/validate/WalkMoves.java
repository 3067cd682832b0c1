package org.lockstep.kit.validate;

import java.util.List;
import org.lockstep.kit.model.Label;
import org.lockstep.kit.model.State;
import org.lockstep.kit.model.Value;
import org.lockstep.kit.tlc.Stepper;
import org.lockstep.kit.tlc.bridge.Walk;

/** What a run meets of a graph that may be too large to have as a whole, or endless. */
public final class WalkMoves implements Moves {
  private final Walk walk;
  private final List<Label> labels;

  /**
   * @param override TLC calls an action that a cfg overrides by {@code Park <- Free_Park} by its
   *     new name; what of that is to be left out, here {@code Free_}
   */
  public WalkMoves(Stepper stepper, String override) {
    this.walk = stepper.walk();
    this.labels = walk.labels().stream().map(label -> without(override, label)).toList();
  }

  private static Label without(String override, Label label) {
    return label.action().startsWith(override)
        ? new Label(label.action().substring(override.length()), label.args())
        : label;
  }

  /** How many states have been met. */
  public int size() {
    return walk.size();
  }

  @Override
  public List<Label> labels() {
    return labels;
  }

  @Override
  public int[] initial() {
    return walk.initial();
  }

  @Override
  public int[] targets(int state, int label) {
    return walk.targets(state, label);
  }

  @Override
  public Value value(int number, String variable) {
    return walk.value(number, variable);
  }

  @Override
  public State state(int number) {
    return walk.state(number);
  }
}
