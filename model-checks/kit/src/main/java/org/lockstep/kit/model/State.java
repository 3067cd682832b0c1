package org.lockstep.kit.model;

import java.util.List;
import java.util.StringJoiner;

/** One state of a specification: the value of each variable, in the order of the declaration. */
public record State(List<String> names, List<Value> values) {
  public State {
    names = List.copyOf(names);
    values = List.copyOf(values);
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "a state needs one value for each of the variables "
              + names
              + " but got "
              + values.size());
    }
  }

  /**
   * The value of a variable; it is an error to ask for one that the specification does not declare.
   */
  public Value get(String variable) {
    int index = names.indexOf(variable);
    if (index < 0) {
      throw new IllegalArgumentException(
          "no variable " + variable + " in this state; the specification declares " + names);
    }
    return values.get(index);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < names.size(); i++) {
      text.add("/\\ " + names.get(i) + " = " + values.get(i));
    }
    return text.toString();
  }
}
