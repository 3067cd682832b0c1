package org.lockstep.kit.tlc.syntax;

import java.util.List;

/**
 * An operator's definition.
 *
 * @param place where the body stands in the module
 */
public record Definition(String name, List<String> parameters, Term body, Place place) {
  public Definition {
    parameters = List.copyOf(parameters);
  }

  /** The first and the last character of a piece of text; lines and columns start at 1. */
  public record Place(int line, int column, int lastLine, int lastColumn) {}

  public Definition with(Term changed) {
    return new Definition(name, parameters, changed, place);
  }
}
