package org.lockstep.gate;

/** What the exit codes of {@code lockstep} mean. */
public enum ExitCode {
  /** Everything asked for held within its bounds. */
  HELD(0),
  /** Something was violated, or differs from what is promised. */
  VIOLATED(1),
  /** The input cannot be used, or a part that was asked for is not there: no verdict. */
  UNUSABLE(2),
  /** A check did not finish within its bound: no verdict. */
  NOT_FINISHED(3);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Of two findings the one to report: a violation is certain, whatever else is unknown. */
  public ExitCode and(ExitCode other) {
    return severity() >= other.severity() ? this : other;
  }

  private int severity() {
    return switch (this) {
      case HELD -> 0;
      case NOT_FINISHED -> 1;
      case UNUSABLE -> 2;
      case VIOLATED -> 3;
    };
  }
}
