package org.lockstep.gate.generate;

/** Text broken into lines at blanks that follow a comma. */
final class Wrapped {
  private Wrapped() {}

  static String text(String text, int width, int indent) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (String part : text.split("(?<=,) ")) {
      if (line.length() > 0 && line.length() + 1 + part.length() > width) {
        lines.append(line).append('\n');
        line = new StringBuilder(" ".repeat(indent)).append(part);
      } else {
        line.append(line.length() == 0 ? "" : " ").append(part);
      }
    }
    return lines.append(line).toString();
  }
}
