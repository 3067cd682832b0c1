package org.lockstep.kit.model;

import java.util.List;

/** An action of the specification with its arguments: what a transition of the graph is called. */
public record Label(String action, List<Value> args) {
  public Label {
    args = List.copyOf(args);
    if (action.isEmpty()) {
      throw new IllegalArgumentException("a label needs the name of an action");
    }
  }

  public static Label of(String action, Value... args) {
    return new Label(action, List.of(args));
  }

  @Override
  public String toString() {
    return args.isEmpty() ? action : action + ValueText.join("(", args, ")");
  }
}
