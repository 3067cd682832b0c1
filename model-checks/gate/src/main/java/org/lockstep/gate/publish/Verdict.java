package org.lockstep.gate.publish;

/** An exit code in the words of a headline. */
final class Verdict {
  private Verdict() {}

  static String of(int exitCode) {
    return switch (exitCode) {
      case 0 -> "checked within these bounds, nothing violated";
      case 1 -> "VIOLATED";
      default -> "NO VERDICT";
    };
  }
}
