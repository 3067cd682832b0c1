package org.lockstep.gate.link;

import java.util.List;

/**
 * A method that says which action it is.
 *
 * @param module the model's module, and {@code action} in it
 * @param method the class and the method, as its language writes them
 * @param points the actions whose step points it passes; of a C++ method nothing is known here,
 *     since there the compiler sees to it
 */
public record Claim(String module, String action, String method, List<String> points) {
  public Claim {
    points = List.copyOf(points);
  }

  /** Reads {@code Module!Action}. */
  static Claim of(String name, String method, List<String> points) {
    int mark = name.indexOf('!');
    return mark < 0
        ? new Claim("", name, method, points)
        : new Claim(name.substring(0, mark), name.substring(mark + 1), method, points);
  }
}
